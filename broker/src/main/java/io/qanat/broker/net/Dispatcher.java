package io.qanat.broker.net;

import java.nio.ByteBuffer;

/// The brain behind the connections. Thread-safe.
public interface Dispatcher {
    /// Decodes one request and starts its work. Called on the reader of the connection that it came
    /// from; must not wait for the disk.
    ///
    /// @param request the request from position to limit, valid until its answer is settled
    /// @throws RequestException if the bytes are no request that this broker serves; ends the
    ///   connection
    Exchange dispatch(ByteBuffer request, Peer peer);
}
