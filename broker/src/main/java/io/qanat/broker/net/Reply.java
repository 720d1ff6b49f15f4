package io.qanat.broker.net;

import io.qanat.protocol.ApiMessage;

/// What goes back to the client for one request. Immutable.
public sealed interface Reply {
    /// The answer to a produce request that asked for none.
    Reply SILENCE = new Silence();

    /// A response.
    ///
    /// @param body the response without its header
    record Response(ApiMessage body) implements Reply {}

    /// No bytes at all; the next answer follows.
    record Silence() implements Reply {}

    /// The end of the connection: the only way to tell a client of a failure when no response is
    /// allowed.
    ///
    /// @param reason what the log line says
    record Hangup(String reason) implements Reply {}
}
