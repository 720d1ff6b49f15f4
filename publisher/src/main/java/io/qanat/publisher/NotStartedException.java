package io.qanat.publisher;

/// A publisher that was used before it was started.
public final class NotStartedException extends PublisherException {
    private static final long serialVersionUID = 1L;

    /// Says what was tried.
    ///
    /// @param action as "send to orders"
    public NotStartedException(String action) {
        super(action + ": the publisher is not started; call start() first", null);
    }
}
