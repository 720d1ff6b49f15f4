package io.qanat.client.internal.connection;

import java.nio.ByteBuffer;

/// The byte stream under a connection: a socket, or the simulation's stand-in for one.
///
/// Its methods return at once and never call back from within.
public interface Wire {
    /// Sends the buffers in order, after everything sent before. The bytes must not change until
    /// [WireEvents#written] has counted them, or the wire was closed or lost.
    void send(ByteBuffer[] bytes);

    /// Ends the stream. No buffer is read and no event comes any more once this returns.
    void close();
}
