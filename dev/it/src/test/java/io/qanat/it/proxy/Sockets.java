package io.qanat.it.proxy;

import java.io.IOException;
import java.net.Socket;

/// The end of sockets.
final class Sockets {
    private Sockets() {}

    /// Closes a socket.
    ///
    /// @param isReset whether the peer is to see a reset, and to lose what it has not read
    static void close(Socket socket, boolean isReset) {
        try (socket) {
            if (isReset) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            // It is closed either way.
        }
    }
}
