package io.qanat.it.proxy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One client's connection through a proxy: a thread hands requests on, another one answers.
///
/// Both threads read whole frames. A request that was stalled reaches the broker afterwards even
/// when the client is gone by then, as bytes that a network had kept.
final class Link {
    private static final int CORRELATION_ID_BYTE = 4;

    private final FaultProxy proxy;
    private final Socket client;
    private final Socket broker;

    /// What is to happen to answers, by correlation id.
    private final Map<Integer, Strike> strikes = new ConcurrentHashMap<>();

    private final @Nullable Renaming renaming;
    private final AtomicBoolean hasEnded = new AtomicBoolean();

    /// The answer that waits for the next one. Confined to the thread that answers.
    private byte @Nullable [] held;

    /// The id under which the client speaks. Written by the thread of requests.
    private volatile String source = "";

    /// A step of one of the threads, which ends the connection when it throws.
    private interface Step {
        void run() throws IOException;
    }

    Link(FaultProxy proxy, Socket client, Socket broker) {
        this.proxy = proxy;
        this.client = client;
        this.broker = broker;
        this.renaming = proxy.renaming();
    }

    void start() {
        repeat("proxy-requests", this::request);
        repeat("proxy-answers", this::answer);
    }

    private void repeat(String name, Step step) {
        Thread.ofVirtual()
                .name(name)
                .start(() -> {
                    try {
                        while (true) {
                            step.run();
                        }
                    } catch (Strike.EndException end) {
                        end(end.isReset());
                    } catch (IOException closed) {
                        end(false);
                    }
                });
    }

    private void request() throws IOException {
        byte[] frame = Frames.read(client.getInputStream());
        RequestHead head = RequestHead.of(frame);
        source = head.clientId();
        Optional<Strike> strike = proxy.strike(head, frame.length);
        proxy.gate().pass(source);
        if (renaming != null) {
            renaming.asked(head);
        }
        OutputStream out = broker.getOutputStream();
        if (strike.isEmpty()) {
            out.write(frame);
            return;
        }
        Fault fault = strike.get().fault();
        if (fault.side() == Side.ANSWER) {
            strikes.put(head.correlationId(), strike.get());
            out.write(frame);
            return;
        }
        if (fault.kind() == FaultKind.REFUSED) {
            proxy.refuseFor(fault.time());
        }
        strike.get().pass(frame, out);
        if (fault.kind() == FaultKind.REPLAYED) {
            proxy.replay(frame, fault.time());
        }
    }

    private void answer() throws IOException {
        byte[] frame = Frames.read(broker.getInputStream());
        int correlationId = ByteBuffer.wrap(frame).getInt(CORRELATION_ID_BYTE);
        if (renaming != null) {
            frame = renaming.renamed(correlationId, frame);
        }
        Strike strike = strikes.remove(correlationId);
        proxy.gate().pass(source);
        if (strike != null && strike.fault().kind() == FaultKind.SWAPPED && held == null) {
            held = frame;
            return;
        }
        OutputStream out = client.getOutputStream();
        if (strike == null) {
            out.write(frame);
        } else {
            strike.pass(frame, out);
        }
        if (held != null) {
            out.write(held);
            held = null;
        }
    }

    /// Closes both sockets.
    ///
    /// @param isReset whether the peers are to see a reset
    void end(boolean isReset) {
        if (hasEnded.compareAndSet(false, true)) {
            Sockets.close(client, isReset);
            Sockets.close(broker, isReset);
            proxy.ended(this);
        }
    }
}
