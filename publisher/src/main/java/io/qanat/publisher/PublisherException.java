package io.qanat.publisher;

import org.jspecify.annotations.Nullable;

/// Why an event was not published, or a publisher not started: the message says what failed, with
/// which ids, and what to do.
public abstract sealed class PublisherException extends RuntimeException
        permits InvalidEventException,
                NotStartedException,
                OverloadedException,
                RefusedException,
                StoppedException,
                UnavailableException {
    private static final long serialVersionUID = 1L;

    PublisherException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// Whether the same event may be published later.
    public boolean isRetriable() {
        return false;
    }
}
