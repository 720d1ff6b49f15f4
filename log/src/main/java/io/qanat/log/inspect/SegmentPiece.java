package io.qanat.log.inspect;

/// A part of a segment's file.
public sealed interface SegmentPiece permits StoredBatch, BrokenPlace {
    /// Where it begins.
    long position();

    /// Its size.
    long sizeInBytes();

    /// Where it ends.
    default long end() {
        return position() + sizeInBytes();
    }
}
