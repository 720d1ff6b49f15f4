package io.qanat.it.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Lies between clients and one listener of one broker, and does to frames what a plan says.
/// Thread-safe.
///
/// It listens at a port of the loopback interface which the broker advertises for that listener. To
/// isolate a node, all proxies before it and all before the others' listeners that it uses are made
/// silent.
public final class FaultProxy implements AutoCloseable {
    private static final int BACKLOG = 100;
    private static final int REPLAY_MILLIS_MAX = 10_000;

    private final InetAddress host;
    private final int port;
    private final InetSocketAddress broker;
    private final FaultPlan plan;
    private final FaultTally tally = new FaultTally();
    private final Gate gate = new Gate();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Map<String, AtomicInteger> numbers = new ConcurrentHashMap<>();

    /// Written by the thread that accepts, read by all.
    private volatile @Nullable ServerSocket listener;

    private volatile boolean isClosed;
    private volatile boolean renames;

    /// When connections are accepted again. Written by whoever wants them refused.
    private volatile long refusedUntilNanos = System.nanoTime();

    private FaultProxy(InetSocketAddress at, InetSocketAddress broker, FaultPlan plan) {
        this.host = at.getAddress();
        this.port = at.getPort();
        this.broker = broker;
        this.plan = plan;
    }

    /// Begins to listen.
    ///
    /// @param port outside of the range that the kernel gives to connections: it is left and taken
    ///   again
    public static FaultProxy open(int port, InetSocketAddress broker, FaultPlan plan)
            throws IOException {
        return open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), broker, plan);
    }

    /// Begins to listen at an address of the loopback interface.
    public static FaultProxy open(InetSocketAddress at, InetSocketAddress broker, FaultPlan plan)
            throws IOException {
        var proxy = new FaultProxy(at, broker, plan);
        ServerSocket first = proxy.listen();
        Thread.ofVirtual().name("proxy-" + at.getPort()).start(() -> proxy.accept(first));
        return proxy;
    }

    public String bootstrap() {
        return host.getHostAddress() + ":" + port;
    }

    public FaultTally tally() {
        return tally;
    }

    /// The number of connections that are open.
    public int connections() {
        return links.size();
    }

    /// From now on no byte passes, in either direction. Connections stay open, and new ones are
    /// accepted. What is held back passes later.
    public void silence() {
        silence(clientId -> true);
    }

    /// The same for some clients only; all others are heard again.
    public void silence(Predicate<String> clientIds) {
        gate.silence(clientIds);
    }

    /// Bytes pass again.
    public void heal() {
        gate.heal();
    }

    /// Resets all connections.
    public void resetAll() {
        links.forEach(link -> link.end(true));
    }

    /// Refuses new connections for a time.
    public void refuseFor(Duration time) {
        refusedUntilNanos = System.nanoTime() + time.toNanos();
        close(listener);
    }

    /// Puts its own name in the place of the broker's from the next connection on: for a broker
    /// that cannot advertise the proxy.
    public void rename() {
        renames = true;
    }

    /// How many connections there were.
    public int accepted() {
        return accepted.get();
    }

    @Nullable Renaming renaming() {
        return renames ? new Renaming(new InetSocketAddress(host, port)) : null;
    }

    Gate gate() {
        return gate;
    }

    /// What is to happen to a request that came in, or to its answer.
    Optional<Strike> strike(RequestHead head, int frameBytes) {
        int number =
                numbers.computeIfAbsent(
                                head.apiId() + " " + head.clientId(), id -> new AtomicInteger())
                        .getAndIncrement();
        Optional<Fault> fault = plan.fault(head, number);
        fault.ifPresent(known -> tally.add(head, number, frameBytes, known));
        return fault.map(known -> new Strike(known, head.apiId(), gate));
    }

    /// Sends a request once more after a time, on a connection of its own.
    void replay(byte[] frame, Duration time) {
        Thread.ofVirtual()
                .name("proxy-replay")
                .start(() -> {
                    try (var socket = new Socket(broker.getAddress(), broker.getPort())) {
                        socket.setSoTimeout(REPLAY_MILLIS_MAX);
                        gate.pause(time);
                        socket.getOutputStream().write(frame);
                        Frames.read(socket.getInputStream());
                    } catch (IOException e) {
                        // The broker does not want it, or is gone: so be it.
                    }
                });
    }

    void ended(Link link) {
        links.remove(link);
    }

    private ServerSocket listen() throws IOException {
        return new ServerSocket(port, BACKLOG, host);
    }

    private void accept(ServerSocket first) {
        ServerSocket open = first;
        while (!isClosed) {
            try (ServerSocket current = open) {
                listener = current;
                // Who wanted connections refused may have missed this one.
                while (!isClosed && refusedUntilNanos - System.nanoTime() <= 0) {
                    Socket client = current.accept();
                    accepted.incrementAndGet();
                    Thread.ofVirtual().name("proxy-connect").start(() -> connect(client));
                }
            } catch (IOException closed) {
                // For a time, or for good.
            }
            try {
                gate.pause(Duration.ofNanos(Math.max(0, refusedUntilNanos - System.nanoTime())));
                open = listen();
            } catch (IOException e) {
                if (!isClosed) {
                    throw new IllegalStateException("port " + port + " is lost", e);
                }
            }
        }
        close(open);
    }

    private void connect(Socket client) {
        var socket = new Socket();
        try {
            client.setTcpNoDelay(true);
            socket.setTcpNoDelay(true);
            socket.connect(broker);
            var link = new Link(this, client, socket);
            links.add(link);
            link.start();
            if (isClosed) {
                link.end(true);
            }
        } catch (IOException e) {
            // The broker is not there: the client is told so by a reset.
            Sockets.close(client, true);
            Sockets.close(socket, true);
        }
    }

    private static void close(@Nullable ServerSocket socket) {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is closed either way.
            }
        }
    }

    @Override
    public void close() {
        isClosed = true;
        gate.close();
        close(listener);
        resetAll();
    }
}
