package io.qanat.cli.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;

/// What a process is to the data folder that it uses: its owner or a guest of the owner.
sealed interface Role permits Owner, Guest {
    /// Where clients find the broker.
    String bootstrap();

    /// Opens a TCP listener of the broker.
    ///
    /// @return the address that was bound
    InetSocketAddress listen(InetSocketAddress address) throws IOException, InterruptedException;

    /// Bounds the wait of a [#leave()] that runs or comes.
    void hurry(long nanosMax);

    /// Gives the role up: the owner stays until the last guest has left.
    void leave() throws IOException, InterruptedException;
}
