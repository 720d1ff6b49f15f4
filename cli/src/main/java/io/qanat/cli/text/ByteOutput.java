package io.qanat.cli.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The process's data output behind a buffer. Every method throws an [OutputException] when the
/// output takes no more. Confined to its writer.
public final class ByteOutput {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final OutputStream stream;
    private final byte[] bytes = new byte[BUFFER_BYTES];
    private int size;

    /// The stream stays the caller's to close.
    public ByteOutput(OutputStream stream) {
        this.stream = stream;
    }

    /// Appends one byte.
    public void put(byte value) {
        if (size == bytes.length) {
            drain();
        }
        bytes[size++] = value;
    }

    /// Appends a text as UTF-8.
    public void put(String text) {
        put(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Appends a number in decimal digits.
    public void put(long number) {
        put(Long.toString(number));
    }

    /// Appends what remains in a buffer, whose position stays.
    public void put(ByteBuffer more) {
        int from = more.position();
        while (from < more.limit()) {
            if (size == bytes.length) {
                drain();
            }
            int count = Math.min(more.limit() - from, bytes.length - size);
            more.get(from, bytes, size, count);
            size += count;
            from += count;
        }
    }

    /// Hands everything to the stream.
    public void flush() {
        drain();
    }

    private void drain() {
        int count = size;
        // Emptied first: what a broken stream did not take is not tried again.
        size = 0;
        try {
            stream.write(bytes, 0, count);
            stream.flush();
        } catch (IOException e) {
            throw new OutputException(e);
        }
    }
}
