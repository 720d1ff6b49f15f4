package io.qanat.client.internal.connection;

import io.qanat.client.ClientException;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.Frame;
import io.qanat.protocol.ProtocolException;
import io.qanat.protocol.WireReader;
import io.qanat.protocol.message.RequestHeader;
import io.qanat.protocol.message.ResponseHeader;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The requests of one connection that are not done: being written, or without an answer.
///
/// Answers are matched strictly: the next answer must carry the correlation id of the oldest
/// request without one, and that request must have been written whole. After anything else no
/// answer on the connection can be trusted. Confined to the client's loop.
final class Requests {
    private final String clientId;

    /// Requests without an answer, oldest first.
    private final ArrayDeque<InFlight> unanswered = new ArrayDeque<>();

    /// Requests of which the wire has not taken every byte, oldest first.
    private final ArrayDeque<InFlight> unwritten = new ArrayDeque<>();

    private int nextCorrelationId;
    private long bytesSent;
    private long bytesWritten;

    Requests(String clientId) {
        this.clientId = clientId;
    }

    int unansweredCount() {
        return unanswered.size();
    }

    boolean isWriting() {
        return !unwritten.isEmpty();
    }

    boolean isEmpty() {
        return unanswered.isEmpty() && unwritten.isEmpty();
    }

    /// The bytes of a call, which is a request of this connection from now on.
    ///
    /// @throws ProtocolException when the version cannot say it; then it is none
    ByteBuffer[] add(Call call, int version, long nowNanos) {
        int correlationId = nextCorrelationId++;
        RequestHeader header =
                RequestHeader.builder()
                        .requestApiKey(call.apiKey().id())
                        .requestApiVersion(version)
                        .correlationId(correlationId)
                        .clientId(clientId)
                        .build();
        ByteBuffer[] frame = Frame.request(header, call.request(version));
        long start = bytesSent;
        for (ByteBuffer buffer : frame) {
            bytesSent += buffer.remaining();
        }
        long deadline = nowNanos + call.timeoutNanos();
        var request = new InFlight(call, correlationId, version, deadline, start, bytesSent);
        unwritten.addLast(request);
        if (call.isAnswered()) {
            unanswered.addLast(request);
        }
        return frame;
    }

    /// The wire has taken so many more bytes.
    void written(long bytes, long nowNanos) {
        bytesWritten += bytes;
        while (!unwritten.isEmpty() && unwritten.getFirst().isWrittenAt(bytesWritten)) {
            unwritten.removeFirst().call().written(nowNanos);
        }
    }

    /// Gives the oldest request its answer.
    ///
    /// @param isVersionZero whether the answer is of version 0, whatever was asked for
    /// @return for how many milliseconds the broker wants to hear nothing more
    /// @throws ProtocolException when the frame is not the answer that is due
    int answer(ByteBuffer frame, boolean isVersionZero, long nowNanos) {
        InFlight request = unanswered.peekFirst();
        if (request == null) {
            throw new ProtocolException("an answer to no request");
        }
        ApiMessage answer = read(request, frame, isVersionZero ? 0 : request.version());
        unanswered.removeFirst();
        request.call().answered(answer, nowNanos);
        return request.call().throttleMillis(answer);
    }

    /// A request that should have been answered by now, or written if it has no answer.
    Optional<Call> overdue(long nowNanos) {
        InFlight next = nextDue();
        return next == null || nowNanos - next.deadlineNanos() < 0
                ? Optional.empty()
                : Optional.of(next.call());
    }

    /// When the next request is overdue, or `otherwise` if there is none.
    long nextDeadlineNanos(long otherwise) {
        InFlight next = nextDue();
        return next == null ? otherwise : next.deadlineNanos();
    }

    private @Nullable InFlight nextDue() {
        InFlight next = null;
        for (InFlight request : unanswered) {
            next = sooner(next, request);
        }
        for (InFlight request : unwritten) {
            next = sooner(next, request);
        }
        return next;
    }

    private static InFlight sooner(@Nullable InFlight one, InFlight other) {
        return one == null || other.deadlineNanos() - one.deadlineNanos() < 0 ? other : one;
    }

    /// Fails all calls in the order in which they were sent.
    void failAll(ClientException cause, long nowNanos) {
        while (!unanswered.isEmpty()) {
            InFlight request = unanswered.removeFirst();
            unwritten.remove(request);
            request.call().failed(cause, request.mayBeSentAt(bytesWritten), nowNanos);
        }
        while (!unwritten.isEmpty()) {
            InFlight request = unwritten.removeFirst();
            request.call().failed(cause, request.mayBeSentAt(bytesWritten), nowNanos);
        }
    }

    private ApiMessage read(InFlight request, ByteBuffer frame, int version) {
        var in = new WireReader(frame);
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
}
