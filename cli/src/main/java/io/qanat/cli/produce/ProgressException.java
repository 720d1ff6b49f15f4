package io.qanat.cli.produce;

/// The notes about a file's sending do not fit, or cannot be kept.
public final class ProgressException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProgressException(String message) {
        super(message);
    }

    ProgressException(String message, Throwable cause) {
        super(message, cause);
    }
}
