package io.qanat.client.internal.connection;

import io.qanat.client.ClientException;

/// How far a connection has come.
///
/// ```
///   Connecting ──opened──► Negotiating ──agreed──► Ready
///       │                   │  ▲ └─lowered─┐         │
///       │                   │  └───────────┘         │
///       └───────────────────┴──── closed ────────────┴──► Closed
/// ```
sealed interface ConnectionState {
    /// The wire is being opened.
    record Connecting(long deadlineNanos) implements ConnectionState {
        Negotiating opened(int apiVersionsVersion) {
            return new Negotiating(apiVersionsVersion);
        }
    }

    /// ApiVersions was asked for in this version.
    record Negotiating(int apiVersionsVersion) implements ConnectionState {
        Ready agreed(Versions versions) {
            return new Ready(versions);
        }

        Negotiating lowered(int version) {
            return new Negotiating(version);
        }
    }

    /// Calls can be sent.
    record Ready(Versions versions) implements ConnectionState {}

    /// Nothing happens any more.
    record Closed(ClientException cause) implements ConnectionState {}

    /// The end, from any state.
    default Closed closed(ClientException cause) {
        return new Closed(cause);
    }
}
