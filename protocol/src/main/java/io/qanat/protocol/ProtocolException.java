package io.qanat.protocol;

/// Bytes that are not the message they claim to be, or a message that has no bytes.
public class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Says which field could not be read or written, where, and why.
    public ProtocolException(String message) {
        super(message);
    }
}
