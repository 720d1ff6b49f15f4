/// The Kafka adapter of the port [io.qanat.publisher.EventPublisher].
///
/// ```
///   application ── send ──► KafkaPublisher ── ProducerRecord ──► Producer ──► brokers
///   application ◄── PublishOutcome ◄── Translation ◄── Outcome ◄───┘
/// ```
///
/// The adapter has no thread of its own: what is sent runs on the caller's thread, outcomes come on
/// the producer's completion executor.
@NullMarked
package io.qanat.client.publish;

import org.jspecify.annotations.NullMarked;
