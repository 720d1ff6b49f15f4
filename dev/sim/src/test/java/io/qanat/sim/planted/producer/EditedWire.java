package io.qanat.sim.planted.producer;

import io.qanat.client.ClientException;
import io.qanat.client.internal.connection.Wire;
import io.qanat.client.internal.connection.WireEvents;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/// A wire on which batches are changed. Confined to the run's thread.
///
/// What is counted as written is what the core has sent, request by request.
final class EditedWire implements Wire, WireEvents {
    private record Written(long bytes, long counted) {}

    private final WireEvents core;
    private final ProduceEdit edit;
    private final Runnable onEnd;
    private final ArrayDeque<Written> unwritten = new ArrayDeque<>();
    private Wire shipped = Unconnected.UNCONNECTED;
    private long writtenBytes;

    /// @param onEnd told when the connection ends, whoever ends it
    EditedWire(WireEvents core, ProduceEdit edit, Runnable onEnd) {
        this.core = core;
        this.edit = edit;
        this.onEnd = onEnd;
    }

    Wire over(Wire wire) {
        shipped = wire;
        return this;
    }

    @Override
    public void send(ByteBuffer[] bytes) {
        ByteBuffer request = Bytes.joined(bytes);
        int counted = request.remaining();
        ByteBuffer body = request.position(Integer.BYTES).slice();
        ByteBuffer sent = ProduceEdit.isProduce(body) ? ProduceEdit.apply(edit, body) : body;
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + sent.remaining());
        frame.putInt(sent.remaining()).put(sent).flip();
        unwritten.add(new Written(frame.remaining(), counted));
        shipped.send(new ByteBuffer[] {frame});
    }

    @Override
    public void written(long bytes, long nowNanos) {
        writtenBytes += bytes;
        while (!unwritten.isEmpty() && unwritten.getFirst().bytes() <= writtenBytes) {
            Written whole = unwritten.removeFirst();
            writtenBytes -= whole.bytes();
            core.written(whole.counted(), nowNanos);
        }
    }

    @Override
    public void close() {
        shipped.close();
        onEnd.run();
    }

    @Override
    public void lost(ClientException cause, long nowNanos) {
        onEnd.run();
        core.lost(cause, nowNanos);
    }

    @Override
    public void opened(long nowNanos) {
        core.opened(nowNanos);
    }

    @Override
    public void received(ByteBuffer frame, long nowNanos) {
        core.received(frame, nowNanos);
    }
}
