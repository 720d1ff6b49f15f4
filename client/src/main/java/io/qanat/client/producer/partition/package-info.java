/// How a record without a partition of its own gets one: Kafka's way, librdkafka's, or one of the
/// application's own.
///
/// A [Partitioner][io.qanat.client.producer.partition.Partitioner] is called for each record, on
/// the thread that sends it or on the completion executor, never on the client's loop.
@NullMarked
package io.qanat.client.producer.partition;

import org.jspecify.annotations.NullMarked;
