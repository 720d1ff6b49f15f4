package io.qanat.client.internal.connection;

import io.qanat.client.ClientException;
import java.nio.ByteBuffer;

/// What happens to a wire, with the present time in nanoseconds.
public interface WireEvents {
    /// The other side accepted the connection.
    void opened(long nowNanos);

    /// A whole frame came in, without its size field. The buffer is the receiver's.
    void received(ByteBuffer frame, long nowNanos);

    /// So many more bytes, of those sent, are out of our hands.
    void written(long bytes, long nowNanos);

    /// The stream ended, or never came about. Nothing is read from the sent buffers any more.
    void lost(ClientException cause, long nowNanos);
}
