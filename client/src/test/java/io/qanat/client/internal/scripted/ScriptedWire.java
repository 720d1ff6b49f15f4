package io.qanat.client.internal.scripted;

import io.qanat.client.ClientException;
import io.qanat.client.ConnectionLostException;
import io.qanat.client.Endpoint;
import io.qanat.client.UnreachableException;
import io.qanat.client.internal.connection.Wire;
import io.qanat.client.internal.connection.WireEvents;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;

/// One connection as the test plays its other end. Bytes are taken only when the test takes them,
/// as they are at that moment.
public final class ScriptedWire implements Wire {
    private final Endpoint endpoint;
    private final WireEvents events;
    private final ArrayDeque<ByteBuffer> sent = new ArrayDeque<>();
    private ByteBuffer taken = ByteBuffer.allocate(0);
    private boolean isClosed;
    private boolean isOpen;

    ScriptedWire(Endpoint endpoint, WireEvents events) {
        this.endpoint = endpoint;
        this.events = events;
    }

    @Override
    public void send(ByteBuffer[] bytes) {
        for (ByteBuffer buffer : bytes) {
            sent.addLast(buffer.duplicate());
        }
    }

    @Override
    public void close() {
        isClosed = true;
        sent.clear();
    }

    /// Where it leads.
    public Endpoint endpoint() {
        return endpoint;
    }

    /// Whether the client closed it, or the test did.
    public boolean isClosed() {
        return isClosed;
    }

    /// Whether the test accepted it.
    public boolean isOpen() {
        return isOpen;
    }

    /// Accepts the connection.
    public ScriptedWire open(long nowNanos) {
        isOpen = true;
        events.opened(nowNanos);
        return this;
    }

    /// Refuses the connection.
    public void refuse(long nowNanos) {
        lose(new UnreachableException(endpoint, "connection refused", null), nowNanos);
    }

    /// Resets the connection.
    public void reset(long nowNanos) {
        lose(new ConnectionLostException(endpoint, "connection reset", null), nowNanos);
    }

    /// Takes at most so many bytes that were sent.
    public void take(long bytesMax, long nowNanos) {
        long count = Math.min(bytesMax, waitingBytes());
        if (count == 0) {
            return;
        }
        ByteBuffer grown = ByteBuffer.allocate(taken.remaining() + (int) count).put(taken);
        while (grown.hasRemaining()) {
            ByteBuffer first = sent.getFirst();
            int part = Math.min(grown.remaining(), first.remaining());
            grown.put(first.slice(first.position(), part));
            first.position(first.position() + part);
            if (!first.hasRemaining()) {
                sent.removeFirst();
            }
        }
        taken = grown.flip();
        events.written(count, nowNanos);
    }

    /// Takes everything that was sent.
    public ScriptedWire takeAll(long nowNanos) {
        take(Long.MAX_VALUE, nowNanos);
        return this;
    }

    /// The bytes that were sent and not taken.
    public long waitingBytes() {
        return sent.stream().mapToLong(ByteBuffer::remaining).sum();
    }

    /// The next request of which all bytes were taken.
    public Optional<ScriptedRequest> next() {
        if (taken.remaining() < 4 || taken.remaining() < 4 + taken.getInt(taken.position())) {
            return Optional.empty();
        }
        int size = taken.getInt();
        ByteBuffer frame = taken.slice(taken.position(), size);
        taken.position(taken.position() + size);
        return Optional.of(ScriptedRequest.read(frame));
    }

    /// Answers a request.
    public void answer(ScriptedRequest request, ApiMessage body, long nowNanos) {
        answer(request.header().correlationId(), request.version(), body, nowNanos);
    }

    /// Answers with any correlation id and version.
    public void answer(int correlationId, int version, ApiMessage body, long nowNanos) {
        ByteBuffer[] buffers = Frame.response(correlationId, version, body);
        int size = 0;
        for (ByteBuffer buffer : buffers) {
            size += buffer.remaining();
        }
        ByteBuffer whole = ByteBuffer.allocate(size);
        for (ByteBuffer buffer : buffers) {
            whole.put(buffer);
        }
        events.received(whole.flip().position(4).slice(), nowNanos);
    }

    /// Sends a frame of any bytes.
    public void answer(byte[] frame, long nowNanos) {
        events.received(ByteBuffer.wrap(frame), nowNanos);
    }

    private void lose(ClientException cause, long nowNanos) {
        if (!isClosed) {
            isClosed = true;
            sent.clear();
            events.lost(cause, nowNanos);
        }
    }
}
