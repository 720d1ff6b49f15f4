package io.qanat.client;

/// Something that the state of a producer's transaction does not allow.
public final class TransactionException extends ClientException {
    private static final long serialVersionUID = 1L;

    /// Says what was asked, and why it cannot be.
    public TransactionException(String message) {
        super(message, null);
    }
}
