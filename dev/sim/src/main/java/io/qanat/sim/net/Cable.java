package io.qanat.sim.net;

import io.qanat.client.ConnectionLostException;
import io.qanat.client.Endpoint;
import io.qanat.client.UnreachableException;
import io.qanat.client.internal.connection.Wire;
import io.qanat.client.internal.connection.WireEvents;
import io.qanat.protocol.FrameAssembler;
import io.qanat.protocol.ProtocolException;
import io.qanat.sim.time.Chance;
import io.qanat.sim.time.Scheduler;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One connection's two streams of bytes. Confined to the run's thread.
///
/// Each stream keeps its order; a reset ends both at any byte. What the client had written before
/// it closed may still arrive at the broker.
public final class Cable implements Wire {
    private static final long WRITE_NANOS = 2_000;

    private final SimNetwork network;
    private final Host host;
    private final Endpoint endpoint;
    private final Weather weather;
    private final WireEvents events;
    private final FrameAssembler assembler = new FrameAssembler(FrameAssembler.FRAME_BYTES_MAX);
    private final ArrayDeque<ByteBuffer> outbound = new ArrayDeque<>();
    private @Nullable Socket socket;
    private boolean isWriting;
    private boolean isClientOut;
    private boolean isUpCut;
    private boolean isDownCut;
    private boolean isUpSilent;
    private boolean isDownSilent;
    private long upFreeNanos;
    private long downFreeNanos;

    Cable(SimNetwork network, Host host, Endpoint endpoint, Weather weather, WireEvents events) {
        this.network = network;
        this.host = host;
        this.endpoint = endpoint;
        this.weather = weather;
        this.events = events;
    }

    void connect(Listener listener) {
        scheduler()
                .at(
                        arrival(),
                        () -> {
                            if (isClientOut || weather.isBlocked(now())) {
                                return;
                            }
                            socket = listener.accept(this);
                            network.note(
                                    socket == null ? "refused" : "connected", endpoint.port(), 0);
                            scheduler().at(arrival(), () -> toClient(this::answerConnect));
                        });
    }

    private void answerConnect() {
        if (socket == null) {
            isClientOut = true;
            events.lost(new UnreachableException(endpoint, "connection refused", null), now());
        } else {
            events.opened(now());
        }
    }

    /// Whether bytes can still pass.
    public boolean isUp() {
        return !isClientOut && !isDownCut && socket != null;
    }

    /// Whether it will never be up again.
    boolean isSpent() {
        return isClientOut || isDownCut;
    }

    @Override
    public void send(ByteBuffer[] bytes) {
        for (ByteBuffer each : bytes) {
            outbound.addLast(each.duplicate());
        }
        writeLater();
    }

    private void writeLater() {
        if (!isWriting) {
            isWriting = true;
            // The program writes: while it stands still, it does not, and it knows what it wrote.
            scheduler().after(WRITE_NANOS, () -> host.deliver(this::write));
        }
    }

    /// Takes a piece from the sent buffers and has it arrive later.
    private void write() {
        isWriting = false;
        if (isClientOut || outbound.isEmpty()) {
            return;
        }
        byte[] piece = nextPiece();
        upFreeNanos = Math.max(upFreeNanos, arrival());
        network.scheduler().trace().bytes(piece);
        network.note("up", endpoint.port(), piece.length);
        scheduler().at(upFreeNanos, () -> toBroker(piece));
        events.written(piece.length, now());
        if (!outbound.isEmpty()) {
            writeLater();
        }
    }

    private byte[] nextPiece() {
        int waiting = 0;
        for (ByteBuffer each : outbound) {
            waiting += each.remaining();
        }
        byte[] piece = new byte[weather.piece(waiting, chance())];
        int filled = 0;
        while (filled < piece.length) {
            ByteBuffer first = outbound.getFirst();
            int count = Math.min(first.remaining(), piece.length - filled);
            first.get(piece, filled, count);
            filled += count;
            if (!first.hasRemaining()) {
                outbound.removeFirst();
            }
        }
        while (!outbound.isEmpty() && !outbound.getFirst().hasRemaining()) {
            outbound.removeFirst();
        }
        return piece;
    }

    private void toBroker(byte[] piece) {
        if (!isUpCut && !isUpSilent && socket != null) {
            socket.received(piece);
        }
    }

    @Override
    public void close() {
        if (isClientOut) {
            return;
        }
        isClientOut = true;
        outbound.clear();
        // What is on its way arrives, or the reset overtakes it.
        if (chance().onceIn(2)) {
            endUpstream();
        } else {
            upFreeNanos = Math.max(upFreeNanos, arrival());
            scheduler().at(upFreeNanos, this::endUpstream);
        }
    }

    /// Sends bytes to the client.
    public void answer(ByteBuffer[] frame) {
        int size = 0;
        for (ByteBuffer each : frame) {
            size += each.remaining();
        }
        ByteBuffer whole = ByteBuffer.allocate(size);
        for (ByteBuffer each : frame) {
            whole.put(each.duplicate());
        }
        whole.flip();
        network.scheduler().trace().bytes(whole.array());
        while (whole.hasRemaining()) {
            ByteBuffer piece = whole.slice();
            piece.limit(weather.piece(whole.remaining(), chance()));
            whole.position(whole.position() + piece.limit());
            downFreeNanos = Math.max(downFreeNanos, arrival());
            scheduler().at(downFreeNanos, () -> fromBroker(piece));
        }
    }

    private void fromBroker(ByteBuffer piece) {
        if (!isDownCut && !isDownSilent) {
            toClient(() -> take(piece));
        }
    }

    private void take(ByteBuffer piece) {
        network.note("down", endpoint.port(), piece.remaining());
        try {
            while (piece.hasRemaining()) {
                ByteBuffer space = assembler.space();
                int count = Math.min(space.remaining(), piece.remaining());
                space.put(piece.slice().limit(count));
                piece.position(piece.position() + count);
                for (Optional<ByteBuffer> frame = assembler.next();
                        frame.isPresent() && !isClientOut;
                        frame = assembler.next()) {
                    events.received(frame.get(), now());
                }
            }
        } catch (ProtocolException e) {
            throw new IllegalStateException("the broker sent no frame", e);
        }
    }

    /// The broker closes: everything it sent arrives before.
    public void hangUp() {
        isUpCut = true;
        downFreeNanos = Math.max(downFreeNanos, arrival());
        scheduler().at(downFreeNanos, this::loseClient);
    }

    /// Has everything vanish from now on that a stream carries, of which nobody is told.
    ///
    /// @param isUp whether it is the stream to the broker
    public void silence(boolean isUp) {
        isUpSilent |= isUp;
        isDownSilent |= !isUp;
    }

    /// Ends both streams at once.
    ///
    /// @param requestsArrive whether what the client has written still reaches the broker, whose
    ///   answers are lost
    public void reset(boolean requestsArrive) {
        isDownCut = true;
        if (requestsArrive) {
            upFreeNanos = Math.max(upFreeNanos, arrival());
            scheduler().at(upFreeNanos, this::endUpstream);
        } else {
            endUpstream();
        }
        scheduler().at(arrival(), this::loseClient);
    }

    private void endUpstream() {
        if (!isUpCut) {
            isUpCut = true;
            if (socket != null) {
                socket.closed();
            }
        }
    }

    private void loseClient() {
        isDownCut = true;
        if (isDownSilent) {
            return;
        }
        toClient(() -> {
            isClientOut = true;
            outbound.clear();
            events.lost(new ConnectionLostException(endpoint, "reset", null), now());
        });
    }

    private void toClient(Runnable event) {
        host.deliver(() -> {
            if (!isClientOut) {
                event.run();
            }
        });
    }

    private long arrival() {
        return weather.arrival(now(), chance());
    }

    private long now() {
        return scheduler().nanos();
    }

    private Scheduler scheduler() {
        return network.scheduler();
    }

    private Chance chance() {
        return network.chance();
    }
}
