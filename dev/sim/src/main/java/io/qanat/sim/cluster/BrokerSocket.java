package io.qanat.sim.cluster;

import io.qanat.broker.net.Answer;
import io.qanat.broker.net.Bell;
import io.qanat.broker.net.Endpoint;
import io.qanat.broker.net.Exchange;
import io.qanat.broker.net.Peer;
import io.qanat.broker.net.Reply;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.Frame;
import io.qanat.protocol.message.ProduceResponse;
import io.qanat.sim.mishap.Mishap;
import io.qanat.sim.net.Cable;
import io.qanat.sim.net.Inlet;
import io.qanat.sim.net.Socket;
import io.qanat.sim.time.Chance;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One connection at a broker: requests in, answers out in their order. Confined to the run's
/// thread.
final class BrokerSocket implements Socket {
    private static final long HELD_NANOS_MIN = 1_000_000;
    private static final long HELD_NANOS_MAX = 5_000_000_000L;

    /// A request under way.
    ///
    /// @param isDoomed whether the connection ends when the answer is due
    private record Owed(Exchange exchange, boolean isDoomed) {}

    private final Cable cable;
    private final BrokerHost host;
    private final int node;
    private final Front front;
    private final Peer peer;
    private final Inlet inlet = new Inlet(() -> !isClosed(), this::arrived);
    private final ArrayDeque<Owed> unanswered = new ArrayDeque<>();

    /// The requests that are carried out later; null when they are carried out at once.
    private @Nullable List<ByteBuffer> held;

    private boolean isClosed;
    private boolean isDropped;

    BrokerSocket(Cable cable, BrokerHost host, int node, Front front) {
        this.cable = cable;
        this.host = host;
        this.node = node;
        this.front = front;
        this.peer = new Peer(new Endpoint(BrokerHost.NAME, BrokerHost.port(node)), new Bell());
    }

    @Override
    public void received(byte[] bytes) {
        inlet.received(bytes);
    }

    private boolean isClosed() {
        return isClosed;
    }

    private void arrived(ByteBuffer frame) {
        host.note("request", node, frame.getShort(0));
        if (held != null) {
            held.add(copy(frame));
            return;
        }
        Optional<Ambush> ambush = Optional.empty();
        if (frame.getShort(0) == ApiKey.PRODUCE.id() && cable.isUp()) {
            ambush = host.ambush();
        }
        if (ambush.isEmpty()) {
            request(frame, false);
        } else {
            meet(ambush.get(), frame);
        }
    }

    private void meet(Ambush ambush, ByteBuffer frame) {
        var chance = new Chance(ambush.chance());
        switch (ambush.mishap()) {
            case RESET_BEFORE -> {
                host.struck(Mishap.RESET_BEFORE);
                cable.reset(false);
            }
            case RESET_WITHIN -> {
                request(frame, false);
                host.struck(Mishap.RESET_WITHIN);
                cable.reset(false);
            }
            case RESET_AFTER -> request(frame, true);
            case DUPLICATE -> hold(frame, chance.between(HELD_NANOS_MIN, HELD_NANOS_MAX));
            case REFUSE -> refuse(Refusal.before(chance), frame);
            case DENY -> refuse(Refusal.after(chance), frame);
            case FENCE -> {
                front.fenceNext();
                request(frame, false);
            }
            case THROTTLE -> refuse(Refusal.throttle(chance), frame);
            default -> throw new IllegalArgumentException(ambush.mishap() + " is no ambush");
        }
    }

    private void refuse(Refusal refusal, ByteBuffer frame) {
        front.refuseNext(refusal);
        request(frame, false);
    }

    /// Ends the connection for the client, and carries out later what it asked for.
    private void hold(ByteBuffer frame, long nanos) {
        host.struck(Mishap.DUPLICATE);
        held = new ArrayList<>(List.of(copy(frame)));
        cable.reset(true);
        host.after(nanos, this::release);
    }

    private void release() {
        List<ByteBuffer> frames = held == null ? List.of() : held;
        held = null;
        if (!isDropped) {
            frames.forEach(frame -> request(frame, false));
        }
    }

    private void request(ByteBuffer frame, boolean isDoomed) {
        host.guarded(() -> {
            unanswered.add(new Owed(front.dispatch(frame, peer), isDoomed));
            answer();
        });
        host.stepSoon();
    }

    /// Sends the answers that are known, up to the first that is not.
    void answer() {
        while (!unanswered.isEmpty() && isKnown(unanswered.getFirst().exchange())) {
            Owed owed = unanswered.removeFirst();
            Reply reply = reply(owed.exchange());
            if (!isClosed && owed.isDoomed()) {
                host.struck(Mishap.RESET_AFTER);
                cable.reset(false);
            } else if (!isClosed) {
                send(owed.exchange(), reply);
            }
        }
    }

    private void send(Exchange exchange, Reply reply) {
        switch (reply) {
            case Reply.Response response -> {
                count(response);
                cable.answer(
                        Frame.response(
                                exchange.correlationId(),
                                exchange.responseVersion(),
                                response.body()));
            }
            case Reply.Silence silence -> {}
            case Reply.Hangup hangup -> {
                isClosed = true;
                cable.hangUp();
            }
        }
    }

    private static boolean isKnown(Exchange exchange) {
        return switch (exchange.answer()) {
            case Answer.InTurn inTurn -> true;
            case Answer.Underway underway -> underway.done().isDone();
        };
    }

    private static Reply reply(Exchange exchange) {
        try {
            return switch (exchange.answer()) {
                case Answer.InTurn inTurn -> inTurn.work().reply();
                case Answer.Underway underway -> underway.work().reply();
            };
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing waits here", e);
        }
    }

    private void count(Reply.Response response) {
        if (response.body() instanceof ProduceResponse produced) {
            for (var topic : produced.responses()) {
                for (var partition : topic.partitionResponses()) {
                    host.count("produce answered " + ErrorCode.of(partition.errorCode()));
                }
            }
        }
    }

    private static ByteBuffer copy(ByteBuffer frame) {
        return ByteBuffer.allocate(frame.remaining()).put(frame.duplicate()).flip();
    }

    @Override
    public void closed() {
        isClosed = true;
        peer.bell().silenceForGood();
    }

    /// The computer stops.
    void drop() {
        isDropped = true;
        if (!isClosed) {
            closed();
            cable.reset(false);
        }
    }

    boolean isSpent() {
        return isClosed && held == null && unanswered.isEmpty();
    }
}
