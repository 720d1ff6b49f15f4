package io.qanat.cli.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/// A process that uses a data folder which another process owns. Thread-safe.
///
/// @param sockets the owner's sockets
/// @param connection says that this process is there
record Guest(Sockets sockets, ControlConnection connection) implements Role {
    /// Enters where an owner listens; empty when there is none, or one that is about to leave.
    static Optional<Role> enter(Sockets sockets, Runnable onLoss) {
        return ControlConnection.enter(sockets.control(), onLoss)
                .map(connection -> new Guest(sockets, connection));
    }

    @Override
    public String bootstrap() {
        return sockets.bootstrap();
    }

    @Override
    public InetSocketAddress listen(InetSocketAddress address)
            throws IOException, InterruptedException {
        return connection.listen(address);
    }

    @Override
    public void hurry(long nanosMax) {
        // A guest waits for nobody.
    }

    @Override
    public void leave() throws IOException {
        connection.close();
    }
}
