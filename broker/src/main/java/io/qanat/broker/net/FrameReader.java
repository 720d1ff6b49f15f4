package io.qanat.broker.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/// Cuts one connection's bytes into requests. Confined to the connection's reader.
///
/// ```
/// | size i32 | request, size bytes | size i32 | …
/// ```
///
/// One read fills the intake, often with several small requests. The rest of a request that is
/// larger than what the intake holds is read straight into its own memory.
final class FrameReader {
    /// The fixed part of every request header: api key, version, correlation id.
    static final int FRAME_BYTES_MIN = 8;

    /// What one read takes at most, and the size up to which requests are copied out of the intake.
    static final int INTAKE_BYTES = 16 * 1024;

    private static final int SIZE_BYTES = 4;
    private static final int TLS_ALERT = 0x15;
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TLS_MAJOR_VERSION = 3;

    /// No more requests.
    static final int END = -1;

    private final ReadableByteChannel channel;
    private final int frameBytesMax;
    private final ByteBuffer intake = ByteBuffer.allocateDirect(INTAKE_BYTES).flip();

    FrameReader(ReadableByteChannel channel, int frameBytesMax) {
        this.channel = channel;
        this.frameBytesMax = frameBytesMax;
    }

    /// Waits for the next request and tells its size, or [#END] once the peer has closed its side.
    int nextSize() throws IOException {
        if (!fillIntake(SIZE_BYTES)) {
            return END;
        }
        int size = intake.getInt();
        if (size < FRAME_BYTES_MIN || size > frameBytesMax) {
            throw new FrameException(describe(size));
        }
        return size;
    }

    /// Reads the request whose size was told into a buffer of that size.
    ///
    /// @return false if the peer has cut the request short
    boolean read(ByteBuffer frame) throws IOException {
        while (frame.hasRemaining()) {
            if (intake.hasRemaining()) {
                takeFromIntake(frame);
            } else if (frame.isDirect() ? channel.read(frame) < 0 : !fillIntake(1)) {
                return false;
            }
        }
        frame.flip();
        return true;
    }

    // Reads until the intake holds at least this many bytes.
    private boolean fillIntake(int bytes) throws IOException {
        while (intake.remaining() < bytes) {
            intake.compact();
            int read = channel.read(intake);
            intake.flip();
            if (read < 0) {
                return false;
            }
        }
        return true;
    }

    private void takeFromIntake(ByteBuffer frame) {
        int bytes = Math.min(intake.remaining(), frame.remaining());
        frame.put(intake.slice(intake.position(), bytes));
        intake.position(intake.position() + bytes);
    }

    private String describe(int size) {
        int first = size >>> 24;
        if ((first == TLS_HANDSHAKE || first == TLS_ALERT)
                && (size >>> 16 & 0xff) == TLS_MAJOR_VERSION) {
            return "the peer speaks TLS, this listener does not: set security.protocol=PLAINTEXT";
        }
        var text = new StringBuilder();
        for (int shift = 24; shift >= 0; shift -= 8) {
            int character = size >>> shift & 0xff;
            if (character < ' ' || character > '~') {
                return "request of "
                        + size
                        + " bytes, allowed are "
                        + FRAME_BYTES_MIN
                        + " to "
                        + frameBytesMax;
            }
            text.append((char) character);
        }
        return "the peer does not speak Kafka's protocol: its first bytes are \"" + text + "\"";
    }
}
