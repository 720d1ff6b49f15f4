package io.qanat.log.segment;

import java.io.IOException;
import java.nio.file.Path;

/// A segment's file does not hold the batch that it must hold at a position.
public final class DamagedSegmentException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long baseOffset;

    DamagedSegmentException(Path file, long baseOffset, long position, String problem) {
        super(file + " is damaged: " + problem + " at position " + position);
        this.baseOffset = baseOffset;
    }

    /// The segment's base offset.
    public long baseOffset() {
        return baseOffset;
    }
}
