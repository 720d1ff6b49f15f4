package io.qanat.client.internal.connection;

import io.qanat.client.ClientException;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;

/// One request to one broker, with what becomes of it.
///
/// Exactly one of [#answered] and [#failed] is called in the end; for a call without an answer,
/// [#written] or [#failed].
public interface Call {
    /// The API that is called.
    ApiKey apiKey();

    /// The newest version in which the request can be said.
    default int versionMax() {
        return apiKey().maxVersion();
    }

    /// The request in a version that both sides know.
    ApiMessage request(int version);

    /// How long the answer may take.
    long timeoutNanos();

    /// Whether the broker answers at all; it does not when nothing is acknowledged.
    default boolean isAnswered() {
        return true;
    }

    /// The socket has taken every byte of the request.
    default void written(long nowNanos) {}

    /// The answer came.
    void answered(ApiMessage response, long nowNanos);

    /// For how long the answer asks us to send nothing more on the connection (KIP-219).
    default int throttleMillis(ApiMessage response) {
        return 0;
    }

    /// No answer will come, and no byte of the request is read any more.
    ///
    /// @param mayBeSent whether a byte of the request may have reached the broker
    void failed(ClientException cause, boolean mayBeSent, long nowNanos);
}
