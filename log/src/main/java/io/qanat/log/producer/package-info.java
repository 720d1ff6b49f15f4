/// What one partition knows of its idempotent producers, as a function of its batches.
///
/// ```
/// batch about to be appended -> PartitionProducers.judge -> Verdict: next, duplicate, or refused
/// batch in the log           -> PartitionProducers.append -> the last five batches of its producer
/// batch that was not written -> PartitionProducers.fail   -> what an unknown producer begins with
///
/// checkpoint, close          -> ProducerSnapshot -> SnapshotFiles -> Disk
/// open                       -> SnapshotFiles -> PartitionProducers, then the batches behind it
/// ```
///
/// The log asks before it writes and tells after it wrote, on the log writer; opening does so on
/// the opening thread. Nothing in here knows where batches are stored.
@NullMarked
package io.qanat.log.producer;

import org.jspecify.annotations.NullMarked;
