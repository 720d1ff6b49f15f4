/// The files that hold one partition's batches, in Kafka's formats.
///
/// ```
///                    append                 read (offset, limit)
///                      |                          |
///   orders-0/          v                          v
///     00000000000000000000.index      <- SparseIndex: last offset of a batch -> its position
///     00000000000000000000.timeindex  <- SparseIndex: greatest timestamp so far -> offset
///     00000000000000000000.log        <- Segment: batches end to end
///     00000000000001048576.log        <- the next one, named by its first offset
/// ```
///
/// Only the log writer thread changes a segment; any thread may read below a limit that was
/// published to it.
@NullMarked
package io.qanat.log.segment;

import org.jspecify.annotations.NullMarked;
