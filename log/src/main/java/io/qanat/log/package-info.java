/// The durable log of all partitions of one data folder.
///
/// ```
/// append(batches) -> LogWriter (queue, one thread) -> GroupCommit -> PartitionLog -> Segment -> Disk
///                                                         |  \-> WriteAheadLog (one sync per group)
///                                                         v
///                                       high watermark moves, futures complete, listeners run
///
/// checkpoint      -> Checkpoints -> Checkpoint (a thread beside) -> segments synced, recovery points written
/// read(offset)    -> PartitionView (immutable, published by the log writer) -> Segment -> Disk
/// open            -> DataFolder (lock, ids) -> FolderOpening -> WalScan, PartitionOpening -> SegmentScan
///                                                           -> WrittenAhead gives segments what they lack
/// ```
///
/// The broker appends and reads here through [io.qanat.log.Log]; nothing in here knows requests,
/// connections or consumers. All changes run on the one log writer thread, reads on their callers'
/// threads, opening on the thread that opens, the syncs of a checkpoint on a thread of their own.
@NullMarked
package io.qanat.log;

import org.jspecify.annotations.NullMarked;
