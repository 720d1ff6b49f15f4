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
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.Frame;
import io.qanat.protocol.ProtocolException;
import io.qanat.protocol.WireReader;
import io.qanat.protocol.message.ApiVersionsResponse;
import io.qanat.protocol.message.RequestHeader;
import io.qanat.protocol.message.ResponseHeader;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// One connection to one broker: its requests in order, each with the answer that belongs to it.
///
/// Answers are matched strictly: the next answer must carry the correlation id of the oldest
/// request without one, and that request must have been written whole. Anything else closes the
/// connection, because from there on no answer could be trusted. Confined to the client's loop.
public final class Connection implements WireEvents {
    private final Endpoint endpoint;
    private final ConnectionConfig config;
    private final ConnectionEvents owner;
    private final Wire wire;

    /// Requests without an answer, oldest first.
    private final ArrayDeque<InFlight> inFlight = new ArrayDeque<>();

    /// Requests of which the wire has not taken every byte, oldest first.
    private final ArrayDeque<InFlight> writing = new ArrayDeque<>();

    private ConnectionState state;
    private int nextCorrelationId;
    private long bytesSent;
    private long bytesWritten;
    private long lastUsedNanos;

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
        this.state = new Connecting(nowNanos + config.connectTimeout().toNanos());
        this.lastUsedNanos = nowNanos;
        this.wire = network.open(endpoint, this);
    }

    /// Whether calls can be sent.
    public boolean isReady() {
        return state instanceof Ready;
    }

    /// The number of requests that wait for an answer.
    public int inFlightCount() {
        return inFlight.size();
    }

    /// Whether bytes wait for the socket, so that sending more would only lengthen the queue.
    public boolean isWriting() {
        return !writing.isEmpty();
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
            call.failed(incompatible(ready.versions().describe(call.apiKey())), false, nowNanos);
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
        for (InFlight request : inFlight) {
            if (nowNanos - request.deadlineNanos() >= 0) {
                close(overdue(request), nowNanos);
                return;
            }
        }
        if (isIdle() && nowNanos - lastUsedNanos >= config.idleMax().toNanos()) {
            close(new ConnectionLostException(endpoint, "it was idle", null), nowNanos);
        }
    }

    /// When [#advance] has something to do at the latest.
    public long nextDeadlineNanos() {
        if (state instanceof Connecting connecting) {
            return connecting.deadlineNanos();
        }
        long next = lastUsedNanos + config.idleMax().toNanos();
        for (InFlight request : inFlight) {
            if (request.deadlineNanos() - next < 0) {
                next = request.deadlineNanos();
            }
        }
        return next;
    }

    /// Ends the connection and fails its calls in order.
    public void close(ClientException cause, long nowNanos) {
        if (state instanceof Closed) {
            return;
        }
        state = state.closed(cause);
        wire.close();
        failAll(cause, nowNanos);
        owner.closed(cause, nowNanos);
    }

    @Override
    public void opened(long nowNanos) {
        if (state instanceof Connecting connecting) {
            Negotiating negotiating = connecting.opened(ApiVersionsCall.VERSION_FIRST);
            state = negotiating;
            transmit(handshake(negotiating), negotiating.apiVersionsVersion(), nowNanos);
        }
    }

    @Override
    public void received(ByteBuffer frame, long nowNanos) {
        if (state instanceof Closed) {
            return;
        }
        InFlight request = inFlight.peekFirst();
        try {
            ApiMessage answer = answer(request, frame);
            inFlight.removeFirst();
            lastUsedNanos = nowNanos;
            if (request != null) {
                request.call().answered(answer, nowNanos);
            }
        } catch (ProtocolException e) {
            close(
                    new IncompatibleBrokerException(endpoint, String.valueOf(e.getMessage()), e),
                    nowNanos);
        }
    }

    @Override
    public void written(long bytes, long nowNanos) {
        bytesWritten += bytes;
        while (!writing.isEmpty() && writing.getFirst().isWrittenAt(bytesWritten)) {
            writing.removeFirst().call().written(nowNanos);
        }
    }

    @Override
    public void lost(ClientException cause, long nowNanos) {
        close(cause, nowNanos);
    }

    private Call handshake(Negotiating negotiating) {
        return new ApiVersionsCall(
                negotiating.apiVersionsVersion(), config.requestTimeout(), this::negotiated);
    }

    private void negotiated(ApiVersionsResponse response, long nowNanos) {
        if (!(state instanceof Negotiating negotiating)) {
            return;
        }
        ErrorCode error = ErrorCode.of(response.errorCode());
        if (error == ErrorCode.NONE) {
            state = negotiating.agreed(Versions.of(response));
            owner.ready(nowNanos);
        } else if (error == ErrorCode.UNSUPPORTED_VERSION && negotiating.apiVersionsVersion() > 0) {
            Negotiating lowered =
                    negotiating.lowered(
                            ApiVersionsCall.versionBelow(
                                    negotiating.apiVersionsVersion(), response));
            state = lowered;
            transmit(handshake(lowered), lowered.apiVersionsVersion(), nowNanos);
        } else {
            close(incompatible("it answers ApiVersions with " + error), nowNanos);
        }
    }

    private void transmit(Call call, int version, long nowNanos) {
        int correlationId = nextCorrelationId++;
        ByteBuffer[] frame;
        try {
            frame = frame(call, version, correlationId);
        } catch (ProtocolException e) {
            call.failed(
                    new IncompatibleBrokerException(endpoint, String.valueOf(e.getMessage()), e),
                    false,
                    nowNanos);
            return;
        }
        long start = bytesSent;
        for (ByteBuffer buffer : frame) {
            bytesSent += buffer.remaining();
        }
        long deadline = nowNanos + call.timeoutNanos();
        var request = new InFlight(call, correlationId, version, deadline, start, bytesSent);
        writing.addLast(request);
        if (call.isAnswered()) {
            inFlight.addLast(request);
        }
        lastUsedNanos = nowNanos;
        wire.send(frame);
    }

    private ByteBuffer[] frame(Call call, int version, int correlationId) {
        RequestHeader header =
                RequestHeader.builder()
                        .requestApiKey(call.apiKey().id())
                        .requestApiVersion(version)
                        .correlationId(correlationId)
                        .clientId(config.clientId())
                        .build();
        return Frame.request(header, call.request(version));
    }

    private ApiMessage answer(@Nullable InFlight request, ByteBuffer frame) {
        var in = new WireReader(frame);
        if (request == null) {
            throw new ProtocolException("an answer to no request");
        }
        int version = answerVersion(request, frame);
        var header =
                ResponseHeader.read(in, request.call().apiKey().responseHeaderVersion(version));
        if (header.correlationId() != request.correlationId()) {
            throw new ProtocolException(
                    "answer "
                            + header.correlationId()
                            + " where "
                            + request.correlationId()
                            + " is due");
        }
        if (!request.isWrittenAt(bytesWritten)) {
            throw new ProtocolException("an answer to a request that was not sent yet");
        }
        ApiMessage answer = request.call().apiKey().readResponse(in, version);
        in.expectEnd(request.call().apiKey() + " answer");
        return answer;
    }

    /// A broker that does not know the version of an ApiVersions request answers in version 0.
    private int answerVersion(InFlight request, ByteBuffer frame) {
        return state instanceof Negotiating && ApiVersionsCall.isUnsupportedVersion(frame)
                ? 0
                : request.version();
    }

    private void failAll(ClientException cause, long nowNanos) {
        while (!inFlight.isEmpty()) {
            InFlight request = inFlight.removeFirst();
            writing.remove(request);
            request.call().failed(cause, request.mayBeSentAt(bytesWritten), nowNanos);
        }
        while (!writing.isEmpty()) {
            InFlight request = writing.removeFirst();
            request.call().failed(cause, request.mayBeSentAt(bytesWritten), nowNanos);
        }
    }

    private boolean isIdle() {
        return inFlight.isEmpty() && writing.isEmpty();
    }

    private ClientException overdue(InFlight request) {
        return new ConnectionLostException(
                endpoint,
                "no answer to "
                        + request.call().apiKey()
                        + " within "
                        + request.call().timeoutNanos() / 1_000_000
                        + " ms",
                null);
    }

    private ClientException incompatible(String problem) {
        return new IncompatibleBrokerException(endpoint, problem, null);
    }
}
