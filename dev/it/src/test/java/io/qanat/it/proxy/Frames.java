package io.qanat.it.proxy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// Frames as they come in on a connection.
final class Frames {
    private static final int FRAME_BYTES_MAX = 100 << 20;

    private Frames() {}

    /// The next frame with its size before it.
    ///
    /// @throws EOFException when the connection was closed
    static byte[] read(InputStream in) throws IOException {
        byte[] size = in.readNBytes(Integer.BYTES);
        if (size.length < Integer.BYTES) {
            throw new EOFException();
        }
        int bytes = ByteBuffer.wrap(size).getInt();
        if (bytes < Integer.BYTES || bytes > FRAME_BYTES_MAX) {
            throw new IOException("a frame of " + bytes + " bytes");
        }
        byte[] rest = in.readNBytes(bytes);
        if (rest.length < bytes) {
            throw new EOFException();
        }
        return ByteBuffer.allocate(Integer.BYTES + bytes).put(size).put(rest).array();
    }
}
