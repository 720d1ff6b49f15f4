package io.qanat.client;

/// A key or a value that its serializer could not turn into bytes.
public final class SerializationException extends ClientException {
    private static final long serialVersionUID = 1L;

    /// Says which part of a record to which topic failed.
    public SerializationException(String part, String topic, Throwable cause) {
        super("cannot serialize the " + part + " of a record to " + topic + ": " + cause, cause);
    }
}
