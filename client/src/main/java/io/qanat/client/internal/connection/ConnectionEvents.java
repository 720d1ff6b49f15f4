package io.qanat.client.internal.connection;

import io.qanat.client.ClientException;

/// What the owner of a connection is told about it.
public interface ConnectionEvents {
    /// Calls can be sent from now on.
    void ready(long nowNanos);

    /// The connection has ended, after all its calls have failed.
    void closed(ClientException cause, long nowNanos);
}
