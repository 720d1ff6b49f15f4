package io.qanat.log.disk;

import java.io.IOException;

/// The disk has no room for a write.
public final class NoSpaceException extends IOException {
    private static final long serialVersionUID = 1L;

    /// Names the file that could not grow.
    public NoSpaceException(String message, IOException cause) {
        super(message, cause);
    }

    /// Names the file that could not grow.
    public NoSpaceException(String message) {
        super(message);
    }
}
