package io.qanat.publisher;

import org.jspecify.annotations.Nullable;

/// An event that could never be published as it is: it has no bytes, or too many.
public final class InvalidEventException extends PublisherException {
    private static final long serialVersionUID = 1L;

    /// Says what is wrong with the event.
    public InvalidEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
