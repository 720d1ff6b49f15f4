package io.qanat.client.internal.connection;

import io.qanat.client.ClientException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.ConnectionLostException;
import io.qanat.client.Endpoint;
import io.qanat.client.IncompatibleBrokerException;
import io.qanat.client.UnreachableException;
import io.qanat.client.internal.connection.ConnectionState.Closed;
import io.qanat.client.internal.connection.ConnectionState.Connecting;
import io.qanat.client.internal.connection.ConnectionState.Negotiating;
import io.qanat.client.internal.connection.ConnectionState.Ready;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.ProtocolException;
import io.qanat.protocol.message.ApiVersionsResponse;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One connection to one broker, from connecting to its end.
///
/// A broker that is over its quota answers at once and names a time for which it wants to hear
/// nothing more (KIP-219): for so long the connection is muted, which is not ready. Confined to the
/// client's loop.
public final class Connection implements WireEvents {
    /// What a broker may ask for; more would be a mistake, or malice.
    private static final int THROTTLE_MILLIS_MAX = 60_000;

    private final Endpoint endpoint;
    private final ConnectionConfig config;
    private final ConnectionEvents owner;
    private final Wire wire;
    private final Requests requests;
    private ConnectionState state;
    private long lastUsedNanos;
    private boolean isMuted;
    private long mutedUntilNanos;

    /// Begins to connect.
    public Connection(
            Network network,
            Endpoint endpoint,
            ConnectionConfig config,
            ConnectionEvents owner,
            long nowNanos) {
        this.endpoint = endpoint;
        this.config = config;
        this.owner = owner;
        this.requests = new Requests(config.clientId());
        this.state = new Connecting(nowNanos + config.connectTimeout().toNanos());
        this.lastUsedNanos = nowNanos;
        this.wire = network.open(endpoint, this);
    }

    /// Whether calls can be sent.
    public boolean isReady() {
        return state instanceof Ready && !isMuted;
    }

    /// The number of requests that wait for an answer.
    public int inFlightCount() {
        return requests.unansweredCount();
    }

    /// Whether bytes wait for the socket, so that sending more would only lengthen the queue.
    public boolean isWriting() {
        return requests.isWriting();
    }

    /// The level of a feature that the broker's cluster has agreed on (KIP-584); 0 when there is
    /// none, or the connection is not ready.
    public int finalizedLevel(String feature) {
        return state instanceof Ready ready ? ready.versions().finalized(feature) : 0;
    }

    /// Sends a request; the connection must be ready.
    ///
    /// When both sides have no version in common that can say it, the call fails from within.
    public void send(Call call, long nowNanos) {
        if (!(state instanceof Ready ready)) {
            throw new IllegalStateException(call.apiKey() + " on a connection that is " + state);
        }
        OptionalInt version = ready.versions().newest(call.apiKey(), call.versionMax());
        if (version.isEmpty()) {
            call.failed(
                    incompatible(ready.versions().describe(call.apiKey()), null), false, nowNanos);
            return;
        }
        transmit(call, version.getAsInt(), nowNanos);
    }

    /// Closes what has outlived its time.
    public void advance(long nowNanos) {
        if (state instanceof Connecting connecting) {
            if (nowNanos - connecting.deadlineNanos() >= 0) {
                String limit = "no answer within " + config.connectTimeout().toMillis() + " ms";
                close(new UnreachableException(endpoint, limit, null), nowNanos);
            }
            return;
        }
        isMuted &= mutedUntilNanos - nowNanos > 0;
        Optional<Call> overdue = requests.overdue(nowNanos);
        if (overdue.isPresent()) {
            close(overdue(overdue.get()), nowNanos);
        } else if (requests.isEmpty() && nowNanos - idleDeadlineNanos() >= 0) {
            close(new ConnectionLostException(endpoint, "it was idle", null), nowNanos);
        }
    }

    /// When [#advance] has something to do at the latest.
    public long nextDeadlineNanos() {
        if (state instanceof Connecting connecting) {
            return connecting.deadlineNanos();
        }
        long next = requests.nextDeadlineNanos(idleDeadlineNanos());
        return isMuted && mutedUntilNanos - next < 0 ? mutedUntilNanos : next;
    }

    /// Ends the connection and fails its calls in order.
    public void close(ClientException cause, long nowNanos) {
        if (state instanceof Closed) {
            return;
        }
        state = state.closed(cause);
        wire.close();
        requests.failAll(cause, nowNanos);
        owner.closed(cause, nowNanos);
    }

    @Override
    public void opened(long nowNanos) {
        if (state instanceof Connecting connecting) {
            negotiate(connecting.opened(ApiVersionsCall.VERSION_FIRST), nowNanos);
        }
    }

    @Override
    public void received(ByteBuffer frame, long nowNanos) {
        if (state instanceof Closed) {
            return;
        }
        lastUsedNanos = nowNanos;
        try {
            // A broker that does not know the version of an ApiVersions request answers in version
            // 0.
            boolean isVersionZero =
                    state instanceof Negotiating && ApiVersionsCall.isUnsupportedVersion(frame);
            mute(requests.answer(frame, isVersionZero, nowNanos), nowNanos);
        } catch (ProtocolException e) {
            close(incompatible(String.valueOf(e.getMessage()), e), nowNanos);
        }
    }

    @Override
    public void written(long bytes, long nowNanos) {
        requests.written(bytes, nowNanos);
    }

    @Override
    public void lost(ClientException cause, long nowNanos) {
        close(cause, nowNanos);
    }

    private void mute(int throttleMillis, long nowNanos) {
        if (throttleMillis > 0) {
            long millis = Math.min(throttleMillis, THROTTLE_MILLIS_MAX);
            long untilNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(millis);
            if (!isMuted || untilNanos - mutedUntilNanos > 0) {
                mutedUntilNanos = untilNanos;
            }
            isMuted = true;
        }
    }

    private void negotiate(Negotiating negotiating, long nowNanos) {
        state = negotiating;
        int version = negotiating.apiVersionsVersion();
        transmit(
                new ApiVersionsCall(version, config.requestTimeout(), this::negotiated),
                version,
                nowNanos);
    }

    private void negotiated(ApiVersionsResponse response, long nowNanos) {
        if (!(state instanceof Negotiating negotiating)) {
            return;
        }
        ErrorCode error = ErrorCode.of(response.errorCode());
        int version = negotiating.apiVersionsVersion();
        if (error == ErrorCode.NONE) {
            state = negotiating.agreed(Versions.of(response));
            owner.ready(nowNanos);
        } else if (error == ErrorCode.UNSUPPORTED_VERSION && version > 0) {
            int below = ApiVersionsCall.versionBelow(version, response);
            negotiate(negotiating.lowered(below), nowNanos);
        } else {
            close(incompatible("it answers ApiVersions with " + error, null), nowNanos);
        }
    }

    private void transmit(Call call, int version, long nowNanos) {
        try {
            wire.send(requests.add(call, version, nowNanos));
            lastUsedNanos = nowNanos;
        } catch (ProtocolException e) {
            call.failed(incompatible(String.valueOf(e.getMessage()), e), false, nowNanos);
        }
    }

    private long idleDeadlineNanos() {
        return lastUsedNanos + config.idleMax().toNanos();
    }

    private ClientException overdue(Call call) {
        long millis = TimeUnit.NANOSECONDS.toMillis(call.timeoutNanos());
        return new ConnectionLostException(
                endpoint, "no answer to " + call.apiKey() + " within " + millis + " ms", null);
    }

    private ClientException incompatible(String problem, @Nullable ProtocolException cause) {
        return new IncompatibleBrokerException(endpoint, problem, cause);
    }
}
