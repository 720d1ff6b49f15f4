/// Records on their way into batches: the only part of a producer that many threads call.
///
/// ```
///   caller ──► TopicBuffer ──► PartitionBuffer ──► Batch (chunks of the pool)
///                  │  topic not known yet  ▲           │ opened
///                  ▼                       │           ▼
///             WaitingRoom ── placed by the loop     Gathering ──► the sinks (loop)
/// ```
///
/// Until a topic's partitions are known its records are an [Unplaced] each in its [WaitingRoom],
/// which they leave in their order. An application's own partitioner is asked for them off the
/// loop, and its answers are kept in the [Routes]. New records pass the room by once it is empty.
///
/// `append` never blocks: it takes the lock of one partition, and room from one [Budget]. The loop
/// is told of every batch once, when it is opened; it takes batches out with
/// [PartitionBuffer#take]. A batch's memory has an owner at any time, see [Lease].
@NullMarked
package io.qanat.client.internal.accumulator;

import org.jspecify.annotations.NullMarked;
