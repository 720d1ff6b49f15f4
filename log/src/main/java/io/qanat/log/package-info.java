/// The durable log of all partitions of one data folder.
///
/// ```
/// append(batches) -> LogWriter (queue, one thread) -> GroupCommit -> PartitionLog -> Segment -> Disk
///                                                        | one sync pass over what is dirty
///                                                        v
///                                       high watermark moves, futures complete, listeners run
///
/// read(offset)    -> PartitionView (immutable, published by the log writer) -> Segment -> Disk
/// open            -> DataFolder (lock, ids) -> FolderOpening -> PartitionOpening -> SegmentScan
/// ```
///
/// The broker appends and reads here through [io.qanat.log.Log]; nothing in here knows requests,
/// connections or consumers. All changes run on the one log writer thread, reads on their callers'
/// threads, opening on the thread that opens.
@NullMarked
package io.qanat.log;

import org.jspecify.annotations.NullMarked;
