package io.qanat.sim.planted.producer;

import io.qanat.client.ClientException;
import io.qanat.client.internal.connection.Network;
import io.qanat.client.internal.connection.Wire;
import io.qanat.client.internal.connection.WireEvents;
import io.qanat.sim.producer.Ports;
import io.qanat.sim.time.Scheduler;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/// Sockets that take a few bytes at a time, so that a write lasts longer than a request may.
///
/// A producer has its memory returned when the connection is closed, so closing must end the write.
/// Where it does not, memory is returned early: the pool overwrites the bytes, or lends them to
/// others, while the socket still reads them.
final class SlowWrites implements Ports {
    private static final int PIECE_BYTES = 16;
    private static final long PIECE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final boolean closingEndsWrites;

    SlowWrites(boolean closingEndsWrites) {
        this.closingEndsWrites = closingEndsWrites;
    }

    @Override
    public Network network(Network network, Scheduler scheduler) {
        return (endpoint, events) -> {
            var wire = new SlowWire(events, scheduler);
            wire.shipped = network.open(endpoint, wire);
            return wire;
        };
    }

    /// One socket.
    private final class SlowWire implements Wire, WireEvents {
        private final WireEvents core;
        private final Scheduler scheduler;
        private final ArrayDeque<ByteBuffer> outbound = new ArrayDeque<>();
        private Wire shipped = Unconnected.UNCONNECTED;
        private boolean isWriting;
        private boolean isClosed;

        private SlowWire(WireEvents core, Scheduler scheduler) {
            this.core = core;
            this.scheduler = scheduler;
        }

        @Override
        public void send(ByteBuffer[] bytes) {
            for (ByteBuffer each : bytes) {
                outbound.addLast(each.duplicate());
            }
            writeLater();
        }

        private void writeLater() {
            if (!isWriting && !outbound.isEmpty()) {
                isWriting = true;
                scheduler.after(PIECE_NANOS, this::write);
            }
        }

        private void write() {
            isWriting = false;
            if (outbound.isEmpty()) {
                return;
            }
            ByteBuffer first = outbound.getFirst();
            // A copy, as the kernel takes one.
            ByteBuffer piece = ByteBuffer.allocate(Math.min(PIECE_BYTES, first.remaining()));
            first.get(piece.array());
            if (!first.hasRemaining()) {
                outbound.removeFirst();
            }
            shipped.send(new ByteBuffer[] {piece});
            writeLater();
            if (isClosed && outbound.isEmpty()) {
                scheduler.after(PIECE_NANOS, shipped::close);
            }
        }

        @Override
        public void close() {
            isClosed = true;
            if (closingEndsWrites || outbound.isEmpty()) {
                outbound.clear();
                shipped.close();
            }
        }

        @Override
        public void lost(ClientException cause, long nowNanos) {
            outbound.clear();
            if (!isClosed) {
                core.lost(cause, nowNanos);
            }
        }

        @Override
        public void opened(long nowNanos) {
            if (!isClosed) {
                core.opened(nowNanos);
            }
        }

        @Override
        public void received(ByteBuffer frame, long nowNanos) {
            if (!isClosed) {
                core.received(frame, nowNanos);
            }
        }

        @Override
        public void written(long bytes, long nowNanos) {
            if (!isClosed) {
                core.written(bytes, nowNanos);
            }
        }
    }
}
