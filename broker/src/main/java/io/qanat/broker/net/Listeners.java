package io.qanat.broker.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// All doors of one broker and everyone inside. Thread-safe.
public final class Listeners implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final long DRAIN_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);

    private final Door door;

    // guards: listeners, sockets
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<GuestSocket> sockets = new ArrayList<>();

    /// No doors yet.
    ///
    /// @param nanoTime measures how long a peer is quiet
    public Listeners(Dispatcher dispatcher, NetLimits limits, LongSupplier nanoTime) {
        door = Door.of(dispatcher, limits, nanoTime);
    }

    /// Opens a TCP door.
    ///
    /// @return the bound address, with the port that the system chose when 0 was asked for
    public InetSocketAddress listen(InetSocketAddress address) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(address, BACKLOG);
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
        open(server, this::greetTcp, "qanat-listener");
        return (InetSocketAddress) server.getLocalAddress();
    }

    /// Opens a door for processes of the same user.
    public void listen(Path path) throws IOException {
        var socket = GuestSocket.bind(path.toAbsolutePath(), BACKLOG);
        lock.lock();
        try {
            sockets.add(socket);
        } finally {
            lock.unlock();
        }
        var endpoint = Endpoint.of(socket.path());
        open(socket.server(), channel -> guest(channel, endpoint), "qanat-guest-listener");
    }

    /// Open connections by Unix-domain sockets.
    public int guests() {
        return door.connections().guests();
    }

    /// Waits until nobody is connected by a Unix-domain socket.
    public void awaitNoGuests() throws InterruptedException {
        door.connections().awaitNoGuests();
    }

    /// Closes the doors, answers what is in flight, then closes the connections.
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            for (Listener listener : listeners) {
                listener.close();
            }
            for (GuestSocket socket : sockets) {
                socket.delete();
            }
        } finally {
            lock.unlock();
        }
        try {
            door.connections().close(DRAIN_NANOS_MAX);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void open(ServerSocketChannel server, Listener.Greeter greeter, String name) {
        var listener = new Listener(server, greeter, door.connections());
        lock.lock();
        try {
            listeners.add(listener);
        } finally {
            lock.unlock();
        }
        listener.start(name);
    }

    private Connection greetTcp(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        var peer = new Peer(Endpoint.of(channel.getLocalAddress()), new Bell());
        return new Connection(channel, door, peer, false);
    }

    private Connection guest(SocketChannel channel, Endpoint endpoint) {
        return new Connection(channel, door, new Peer(endpoint, new Bell()), true);
    }
}
