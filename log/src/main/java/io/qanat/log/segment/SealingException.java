package io.qanat.log.segment;

import java.io.IOException;

/// An error after which nothing is known about unsynced bytes, so that nothing more may be written:
/// a sync that failed, or a partial write that could not be taken back.
public final class SealingException extends IOException {
    private static final long serialVersionUID = 1L;

    /// Says what failed, with the disk's own error.
    public SealingException(String message, IOException cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
