package io.qanat.client.internal.cluster;

import io.qanat.client.ClientException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.Endpoint;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.client.internal.connection.Connection;
import io.qanat.client.internal.connection.ConnectionEvents;
import io.qanat.client.internal.connection.Network;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One address of the cluster with the connection to it, which is made anew when it is needed and
/// its pause is over. Confined to the client's loop.
final class Node implements ConnectionEvents {
    private final Endpoint endpoint;
    private final ConnectionConfig config;
    private final Backoff backoff;
    private final Consumer<ClientException> onFailure;

    private @Nullable Connection connection;
    private boolean wasReady;
    private int failures;
    private long retryNanos;

    Node(
            Endpoint endpoint,
            ConnectionConfig config,
            Backoff backoff,
            Consumer<ClientException> onFailure) {
        this.endpoint = endpoint;
        this.config = config;
        this.backoff = backoff;
        this.onFailure = onFailure;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /// The number of times in a row that no usable connection came about.
    int failures() {
        return failures;
    }

    /// The connection, if calls can be sent on it.
    Optional<Connection> ready() {
        return connection != null && connection.isReady()
                ? Optional.of(connection)
                : Optional.empty();
    }

    boolean isConnecting() {
        return connection != null && !connection.isReady();
    }

    boolean mayConnect(long nowNanos) {
        return connection == null && (failures == 0 || nowNanos - retryNanos >= 0);
    }

    /// Begins to connect unless that is under way, done, or to be paused for.
    void connect(Network network, long nowNanos) {
        if (mayConnect(nowNanos)) {
            wasReady = false;
            connection = new Connection(network, endpoint, config, this, nowNanos);
        }
    }

    void advance(long nowNanos) {
        if (connection != null) {
            connection.advance(nowNanos);
        }
    }

    /// When something happens here: a deadline of the connection, or the end of a pause. A pause
    /// that is over wakes nobody: whoever needs the node connects.
    long nextDeadlineNanos(long nowNanos, long otherwise) {
        long next = otherwise;
        if (connection != null) {
            next = connection.nextDeadlineNanos();
        } else if (failures > 0 && retryNanos - nowNanos > 0) {
            next = retryNanos;
        }
        return next - otherwise < 0 ? next : otherwise;
    }

    void close(ClientException cause, long nowNanos) {
        if (connection != null) {
            connection.close(cause, nowNanos);
        }
    }

    @Override
    public void ready(long nowNanos) {
        wasReady = true;
        failures = 0;
    }

    @Override
    public void closed(ClientException cause, long nowNanos) {
        connection = null;
        if (!wasReady) {
            failures++;
            retryNanos = nowNanos + backoff.nanos(failures);
            onFailure.accept(cause);
        }
    }
}
