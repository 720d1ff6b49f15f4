package io.qanat.client;

/// A call on a closed client, or one that its closing cut short.
public final class ClientClosedException extends ClientException {
    private static final long serialVersionUID = 1L;

    /// Says what was cut short.
    public ClientClosedException(String message) {
        super(message, null);
    }

    /// Says what was cut short, and what ended the client.
    public ClientClosedException(String message, Throwable cause) {
        super(message, cause);
    }
}
