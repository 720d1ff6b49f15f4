package io.qanat.sim.transaction;

import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.Frame;
import io.qanat.protocol.WireReader;
import io.qanat.protocol.message.RequestHeader;
import io.qanat.sim.net.Cable;
import io.qanat.sim.net.Inlet;
import io.qanat.sim.net.Socket;
import io.qanat.sim.time.Scheduler;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One connection at a broker of the model: requests in, answers out in their order. Confined to
/// the run's thread.
final class ModelSocket implements Socket {
    /// What becomes of a request.
    interface Desk {
        /// Carries a request out.
        ApiMessage answer(int broker, int version, ApiMessage request);

        /// Meets a request with trouble, or not.
        void arrived(ModelSocket socket, Request request);
    }

    /// A request as it came.
    record Request(int broker, RequestHeader header, ApiMessage body) {
        int version() {
            return header.requestApiVersion();
        }
    }

    private final Cable cable;
    private final int broker;
    private final Scheduler scheduler;
    private final Desk desk;
    private final Inlet inlet = new Inlet(() -> !isClosed(), frame -> arrived(read(copy(frame))));

    /// Answers in the order of their requests; one that is slow holds up those behind it.
    private final ArrayDeque<Runnable> answers = new ArrayDeque<>();

    private long freeNanos;

    /// The requests that are carried out later; null when they are carried out at once.
    private @Nullable List<Request> held;

    private boolean isClosed;

    ModelSocket(Cable cable, int broker, Scheduler scheduler, Desk desk) {
        this.cable = cable;
        this.broker = broker;
        this.scheduler = scheduler;
        this.desk = desk;
    }

    @Override
    public void received(byte[] bytes) {
        inlet.received(bytes);
    }

    private boolean isClosed() {
        return isClosed;
    }

    private void arrived(Request request) {
        scheduler.note(request.body().apiKey().name(), broker, request.version());
        if (held == null) {
            desk.arrived(this, request);
        } else {
            held.add(request);
        }
    }

    private Request read(ByteBuffer frame) {
        ApiKey key = ApiKey.of(frame.getShort(0)).orElseThrow();
        int version = frame.getShort(Short.BYTES);
        var in = new WireReader(frame);
        RequestHeader header = RequestHeader.read(in, key.requestHeaderVersion(version));
        return new Request(broker, header, key.readRequest(in, version));
    }

    private static ByteBuffer copy(ByteBuffer frame) {
        return ByteBuffer.allocate(frame.remaining()).put(frame.duplicate()).flip();
    }

    /// Whether there is anybody to be troubled.
    boolean isUp() {
        return !isClosed && cable.isUp();
    }

    /// Carries a request out and answers.
    void serve(Request request) {
        answer(request, desk.answer(broker, request.version(), request.body()), 0);
    }

    /// Answers, not before so much time has passed.
    void answer(Request request, ApiMessage body, long delayNanos) {
        freeNanos = Math.max(freeNanos, scheduler.nanos() + delayNanos);
        answers.addLast(() ->
                cable.answer(
                        Frame.response(request.header().correlationId(), request.version(), body)));
        scheduler.at(freeNanos, this::send);
    }

    private void send() {
        Runnable answer = answers.removeFirst();
        if (!isClosed) {
            answer.run();
        }
    }

    /// Ends the connection.
    void reset() {
        cable.reset(false);
    }

    /// Ends the connection for the client, and carries out later what it asked for.
    void hold(Request request, long nanos) {
        held = new ArrayList<>(List.of(request));
        cable.reset(true);
        scheduler.after(nanos, this::release);
    }

    private void release() {
        List<Request> requests = held == null ? List.of() : held;
        held = null;
        for (Request request : requests) {
            desk.answer(broker, request.version(), request.body());
        }
    }

    @Override
    public void closed() {
        isClosed = true;
    }
}
