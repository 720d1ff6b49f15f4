package io.qanat.client;

import io.qanat.protocol.ErrorCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A connection that ended while something waited for an answer on it.
public final class ConnectionLostException extends ClientException {
    private static final long serialVersionUID = 1L;

    /// Names the broker and how the connection ended.
    public ConnectionLostException(Endpoint endpoint, String reason, @Nullable Throwable cause) {
        super("the connection to " + endpoint + " ended: " + reason, cause);
    }

    @Override
    public Optional<ErrorCode> errorCode() {
        return Optional.of(ErrorCode.NETWORK_EXCEPTION);
    }
}
