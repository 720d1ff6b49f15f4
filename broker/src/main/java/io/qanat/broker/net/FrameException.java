package io.qanat.broker.net;

/// Bytes from a peer that are no request of this protocol. The connection is closed.
final class FrameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FrameException(String message) {
        super(message);
    }

    FrameException(String message, Throwable cause) {
        super(message, cause);
    }
}
