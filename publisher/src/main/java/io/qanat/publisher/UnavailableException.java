package io.qanat.publisher;

import org.jspecify.annotations.Nullable;

/// A publisher that could not reach the other side in time, or lost it.
public final class UnavailableException extends PublisherException {
    private static final long serialVersionUID = 1L;

    /// Says what was not reached.
    public UnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean isRetriable() {
        return true;
    }
}
