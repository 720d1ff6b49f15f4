package io.qanat.cli.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import jdk.net.ExtendedSocketOptions;

/// The owner's control socket: answers its guests, and knows how many there are. Thread-safe.
final class ControlServer implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(ControlServer.class.getName());
    private static final int BACKLOG = 128;

    private final Path path;
    private final ServerSocketChannel server;
    private final UserPrincipal owner;

    // guards: guests, isClosed, waitNanosMax
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<ControlLines> guests = new HashSet<>();
    private boolean isClosed;
    private long waitNanosMax = Long.MAX_VALUE;

    /// Opens a TCP listener for a guest.
    interface Doors {
        /// The address that was bound.
        InetSocketAddress open(InetSocketAddress address) throws IOException;
    }

    private ControlServer(Path path, ServerSocketChannel server, UserPrincipal owner) {
        this.path = path;
        this.server = server;
        this.owner = owner;
    }

    /// Binds the socket. Guests that connect before [#serve(Doors)] wait for their answer.
    static ControlServer bind(Path path) throws IOException {
        // What is there belongs to an owner that is gone: this process holds the folder's lock.
        Files.deleteIfExists(path);
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path), BACKLOG);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return new ControlServer(path, server, Files.getOwner(path));
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /// Starts to answer.
    void serve(Doors doors) {
        Thread.ofPlatform().daemon().name("qanat-control").start(() -> accept(doors));
    }

    /// Guests that are here now.
    int guests() {
        lock.lock();
        try {
            return guests.size();
        } finally {
            lock.unlock();
        }
    }

    /// Bounds the wait of a [#closeWhenEmpty()] that runs or comes.
    void hurry(long nanosMax) {
        lock.lock();
        try {
            waitNanosMax = Math.min(waitNanosMax, nanosMax);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the last guest has left, and lets nobody in from then on.
    ///
    /// A guest whose connection was accepted by the system but not welcomed sees it close, and
    /// tries for the folder itself.
    void closeWhenEmpty() throws IOException, InterruptedException {
        lock.lock();
        try {
            while (!guests.isEmpty() && waitNanosMax > 0) {
                long nanosLeft = changed.awaitNanos(waitNanosMax);
                waitNanosMax = Math.min(waitNanosMax, nanosLeft);
            }
            isClosed = true;
        } finally {
            lock.unlock();
        }
        close();
    }

    @Override
    public void close() throws IOException {
        Set<ControlLines> left;
        lock.lock();
        try {
            isClosed = true;
            left = Set.copyOf(guests);
        } finally {
            lock.unlock();
        }
        server.close();
        Files.deleteIfExists(path);
        for (var guest : left) {
            guest.close();
        }
    }

    private void accept(Doors doors) {
        try {
            while (true) {
                var channel = server.accept();
                Thread.ofVirtual().name("qanat-control-guest").start(() -> attend(channel, doors));
            }
        } catch (IOException e) {
            if (server.isOpen()) {
                LOGGER.log(System.Logger.Level.WARNING, "control socket lost path=" + path, e);
            }
        }
    }

    private void attend(SocketChannel channel, Doors doors) {
        try (var guest = new ControlLines(channel)) {
            // The socket's mode keeps other users out, but not during the moment between bind and
            // chmod.
            var user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
            if (user.equals(owner) && ControlLines.HELLO.equals(guest.read()) && enter(guest)) {
                serve(guest, doors);
            }
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "guest left path=" + path, e);
        }
    }

    private void serve(ControlLines guest, Doors doors) throws IOException {
        try {
            guest.write(ControlLines.WELCOME);
            while (true) {
                guest.write(answer(guest.read(), doors));
            }
        } finally {
            leave(guest);
        }
    }

    private static String answer(String line, Doors doors) {
        if (!line.startsWith(ControlLines.LISTEN)) {
            return ControlLines.ERROR + "unknown request '" + line + "'";
        }
        try {
            var asked = ControlLines.address(line.substring(ControlLines.LISTEN.length()));
            return ControlLines.LISTENING + ControlLines.written(doors.open(asked));
        } catch (IOException e) {
            return ControlLines.ERROR + e.getMessage();
        }
    }

    private boolean enter(ControlLines guest) {
        lock.lock();
        try {
            return !isClosed && guests.add(guest);
        } finally {
            lock.unlock();
        }
    }

    private void leave(ControlLines guest) {
        lock.lock();
        try {
            guests.remove(guest);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
