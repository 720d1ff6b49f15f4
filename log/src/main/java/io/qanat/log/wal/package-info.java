/// The write-ahead log of a data folder: what makes appends to any number of partitions durable
/// with one sync.
///
/// ```
/// stage(address, batches) -> WriteAheadLog -> WalFile (zero-filled, overwritten round after round) -> Disk
/// sync()                     one force of the file that was written to
/// recycle(lsn)               files whose batches are durable in the segments are used again
///
/// opening -> WalScan -> WalCourse: which entries count, holes between them, where it ends
/// ```
///
/// ```
///   0.wal  | header | entry | entry | entry | what an earlier round left |
///   1.wal  | header | entry | entry | zeros                              |
/// ```
///
/// Called by the log writer thread, and by the thread that opens the log. Knows batches as bytes
/// with offsets and a checksum, and partitions as addresses; knows no segments.
@NullMarked
package io.qanat.log.wal;

import org.jspecify.annotations.NullMarked;
