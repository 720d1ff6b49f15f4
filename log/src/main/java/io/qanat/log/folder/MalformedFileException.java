package io.qanat.log.folder;

import java.io.IOException;

/// A file that could be read, but whose content is not what it must be.
public final class MalformedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /// An error with the reason, in a sentence without its end.
    public MalformedFileException(String message) {
        super(message);
    }

    MalformedFileException(String message, Exception cause) {
        super(message, cause);
    }
}
