package io.qanat.cli.consume;

/// A reading was to begin where there is nothing: a partition or an offset that the topic does not
/// have.
public final class NotThereException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotThereException(String message) {
        super(message);
    }
}
