/// Records on their way into batches: the only part of a producer that many threads call.
///
/// ```
///   caller ──► TopicBuffer ──► PartitionBuffer ──► Batch (chunks of the pool)
///                  │  topic not known yet              │ opened
///                  ▼                                   ▼
///               Unplaced ── placed by the loop ──►  Announcements ──► the sinks (loop)
/// ```
///
/// `append` never blocks: it takes the lock of one partition, and room from one [Budget]. The loop
/// is told of every batch once, when it is opened; it takes batches out with
/// [PartitionBuffer#take]. A batch's memory has an owner at any time, see [Lease].
@NullMarked
package io.qanat.client.internal.accumulator;

import org.jspecify.annotations.NullMarked;
