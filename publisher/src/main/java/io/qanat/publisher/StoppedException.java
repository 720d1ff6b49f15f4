package io.qanat.publisher;

import org.jspecify.annotations.Nullable;

/// A publisher that was used after it was stopped, or that gave up an event when it was.
public final class StoppedException extends PublisherException {
    private static final long serialVersionUID = 1L;

    /// Says what was tried.
    ///
    /// @param action as "send to orders"
    public StoppedException(String action, @Nullable Throwable cause) {
        super(action + ": the publisher is stopped", cause);
    }
}
