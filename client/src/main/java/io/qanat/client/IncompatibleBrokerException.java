package io.qanat.client;

import org.jspecify.annotations.Nullable;

/// Something at the other end that does not speak this client's protocol.
public final class IncompatibleBrokerException extends ClientException {
    private static final long serialVersionUID = 1L;

    /// Names the peer and what it did.
    public IncompatibleBrokerException(
            Endpoint endpoint, String problem, @Nullable Throwable cause) {
        super("cannot talk to " + endpoint + ": " + problem, cause);
    }
}
