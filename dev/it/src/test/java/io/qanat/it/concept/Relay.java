package io.qanat.it.concept;

import io.qanat.protocol.message.ProduceRequest;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// Lies between clients and a broker and does to their Produce requests what a test says. Clients
/// take it for the broker: Metadata answers name its port. Thread-safe.
final class Relay implements Closeable {
    private final InetSocketAddress broker;
    private final IntFunction<Turn> turns;
    private final ServerSocket listener;
    private final AtomicInteger count = new AtomicInteger();
    private final List<ProduceRequest> produced = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private Relay(InetSocketAddress broker, IntFunction<Turn> turns, ServerSocket listener) {
        this.broker = broker;
        this.turns = turns;
        this.listener = listener;
    }

    /// Begins to listen.
    ///
    /// @param turns for each Produce request by its number from 0; two connections may ask at once
    static Relay before(InetSocketAddress broker, IntFunction<Turn> turns) throws IOException {
        var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var relay = new Relay(broker, turns, listener);
        Thread.ofVirtual().name("relay").start(relay::accept);
        return relay;
    }

    String bootstrap() {
        return "127.0.0.1:" + port();
    }

    int port() {
        return listener.getLocalPort();
    }

    /// The Produce requests that came in so far, refused and lost ones too.
    List<ProduceRequest> produced() {
        return List.copyOf(produced);
    }

    /// Notes a Produce request and says what becomes of it.
    Turn turn(ProduceRequest request) {
        produced.add(request);
        return turns.apply(count.getAndIncrement());
    }

    private void accept() {
        try {
            while (true) {
                var client = new Socket[] {listener.accept(), new Socket()};
                sockets.addAll(List.of(client));
                client[1].connect(broker);
                new RelayedConnection(this, client[0], client[1]).start();
            }
        } catch (IOException closed) {
            // So ends the relay.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
