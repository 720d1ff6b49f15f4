package io.qanat.publisher;

import org.jspecify.annotations.Nullable;

/// An event for which there was no room: events come faster than they are stored.
public final class OverloadedException extends PublisherException {
    private static final long serialVersionUID = 1L;

    /// Says what is full.
    public OverloadedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean isRetriable() {
        return true;
    }
}
