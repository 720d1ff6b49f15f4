package io.qanat.broker.net;

/// A request that cannot be answered: it does not decode, or nothing here serves it. The connection
/// is closed, as Apache Kafka does.
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// With what is wrong, in words for an operator.
    public RequestException(String message) {
        super(message);
    }
}
