package io.qanat.broker.net;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/// One open door for clients: a bound socket and the thread that accepts. Thread-safe.
final class Listener {
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// Makes the connection of a socket that was accepted.
    interface Greeter {
        Connection greet(SocketChannel channel) throws IOException;
    }

    private final ServerSocketChannel server;
    private final Greeter greeter;
    private final Connections connections;

    Listener(ServerSocketChannel server, Greeter greeter, Connections connections) {
        this.server = server;
        this.greeter = greeter;
        this.connections = connections;
    }

    /// Accepts on a thread of its own.
    void start(String name) {
        thread(name).start(this::accept);
    }

    /// Stops accepting; open connections stay.
    void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (server.isOpen() && !Thread.currentThread().isInterrupted()) {
            try {
                acceptOne();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | OutOfMemoryError defect) {
                // Whatever went wrong with one client, the door stays open for the others.
                ConnectionEvents.defect(Thread.currentThread(), defect);
            }
        }
    }

    private void acceptOne() throws InterruptedException {
        try {
            greet(server.accept());
        } catch (ClosedChannelException closed) {
            // The listener was closed, or the client has left already.
        } catch (IOException failed) {
            // Out of file descriptors, most likely: a connection that closes gives one back.
            ConnectionEvents.acceptFailed(failed);
            connections.awaitFewer(RETRY_NANOS);
        }
    }

    private void greet(SocketChannel channel) throws IOException {
        boolean isTaken = false;
        try {
            Connection connection = greeter.greet(channel);
            isTaken = connections.add(connection);
            if (isTaken) {
                run(connection);
            }
        } catch (IOException gone) {
            // The client has left already: nothing is wrong with the door.
        } finally {
            if (!isTaken) {
                channel.close();
                ConnectionEvents.turnedAway();
            }
        }
    }

    private void run(Connection connection) {
        Thread reader = thread("qanat-reader").unstarted(connection::read);
        thread("qanat-writer")
                .start(() -> {
                    try {
                        connection.write();
                    } finally {
                        connections.remove(connection);
                    }
                });
        reader.start();
    }

    private static Thread.Builder.OfVirtual thread(String name) {
        return Thread.ofVirtual().name(name).uncaughtExceptionHandler(ConnectionEvents::defect);
    }
}
