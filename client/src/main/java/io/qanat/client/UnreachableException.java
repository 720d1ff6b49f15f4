package io.qanat.client;

import org.jspecify.annotations.Nullable;

/// A broker, or all of them, to which no connection could be made.
public final class UnreachableException extends ClientException {
    private static final long serialVersionUID = 1L;

    /// Names the address and the reason.
    ///
    /// @param reason as "connection refused; is a broker running there?"
    public UnreachableException(Endpoint endpoint, String reason, @Nullable Throwable cause) {
        super("cannot reach " + endpoint + ": " + reason, cause);
    }

    @Override
    public boolean isRetriable() {
        return true;
    }
}
