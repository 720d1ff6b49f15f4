package io.qanat.log.inspect;

import java.util.Optional;

/// A part of a segment's file that holds no whole and undamaged batch. Immutable.
///
/// @param position where it begins
/// @param sizeInBytes its size
/// @param problem what is wrong at its beginning
/// @param head what claims to be the header of a batch there, when it could be one
/// @param isTail whether it is the end of the file
public record BrokenPlace(
        long position, long sizeInBytes, String problem, Optional<StoredBatch> head, boolean isTail)
        implements SegmentPiece {
    /// Whether the file ends before what is there is complete, as when it is being written.
    public boolean isUnfinished() {
        return isTail && head.filter(batch -> batch.end() <= end()).isEmpty();
    }
}
