package io.qanat.protocol;

/// Bytes that are not the message they claim to be.
public class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Says which field could not be read, where, and why.
    public ProtocolException(String message) {
        super(message);
    }
}
