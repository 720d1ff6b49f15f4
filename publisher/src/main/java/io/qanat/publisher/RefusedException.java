package io.qanat.publisher;

import org.jspecify.annotations.Nullable;

/// An event that the other side does not take: the publisher may not write there, or the topic does
/// not allow it.
public final class RefusedException extends PublisherException {
    private static final long serialVersionUID = 1L;

    /// Says who refuses what.
    public RefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
