package io.qanat.sim.cluster;

import io.qanat.broker.net.Answer;
import io.qanat.broker.net.Bell;
import io.qanat.broker.net.Dispatcher;
import io.qanat.broker.net.Endpoint;
import io.qanat.broker.net.Exchange;
import io.qanat.broker.net.Peer;
import io.qanat.broker.net.Reply;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.Frame;
import io.qanat.protocol.FrameAssembler;
import io.qanat.protocol.message.ProduceResponse;
import io.qanat.sim.net.Cable;
import io.qanat.sim.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;

/// One connection at a broker: requests in, answers out in their order. Confined to the run's
/// thread.
final class BrokerSocket implements Socket {
    private final Cable cable;
    private final BrokerHost host;
    private final int node;
    private final Dispatcher dispatcher;
    private final Peer peer;
    private final FrameAssembler assembler = new FrameAssembler(FrameAssembler.FRAME_BYTES_MAX);
    private final ArrayDeque<Exchange> unanswered = new ArrayDeque<>();
    private boolean isClosed;

    BrokerSocket(Cable cable, BrokerHost host, int node, Dispatcher dispatcher) {
        this.cable = cable;
        this.host = host;
        this.node = node;
        this.dispatcher = dispatcher;
        this.peer = new Peer(new Endpoint(BrokerHost.NAME, BrokerHost.port(node)), new Bell());
    }

    @Override
    public void received(byte[] bytes) {
        int taken = 0;
        while (taken < bytes.length && !isClosed) {
            ByteBuffer space = assembler.space();
            int count = Math.min(space.remaining(), bytes.length - taken);
            space.put(bytes, taken, count);
            taken += count;
            for (Optional<ByteBuffer> frame = assembler.next();
                    frame.isPresent() && !isClosed;
                    frame = assembler.next()) {
                request(frame.get());
            }
        }
    }

    private void request(ByteBuffer frame) {
        host.note("request", node, frame.getShort(0));
        host.guarded(() -> {
            unanswered.add(dispatcher.dispatch(frame, peer));
            answer();
        });
        host.stepSoon(node);
    }

    /// Sends the answers that are known, up to the first that is not.
    void answer() {
        while (!unanswered.isEmpty() && isKnown(unanswered.getFirst())) {
            Exchange exchange = unanswered.removeFirst();
            Reply reply = reply(exchange);
            if (isClosed) {
                continue;
            }
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

    @Override
    public void closed() {
        isClosed = true;
        peer.bell().silenceForGood();
    }

    /// The computer stops.
    void drop() {
        if (!isClosed) {
            closed();
            cable.reset(false);
        }
    }

    boolean isSpent() {
        return isClosed && unanswered.isEmpty();
    }
}
