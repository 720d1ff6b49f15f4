package io.qanat.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Decompressed bytes that grow up to a bound. Confined to one decompression.
final class Unfolded {
    static final int FIRST_BYTES = 4096;

    private final int bytesMax;
    private byte[] bytes;
    private int size;

    /// @param compressedBytes what is being unfolded: its size sets the bound, by the limits
    Unfolded(int compressedBytes, DecompressionLimits limits) {
        this.bytesMax = limits.outputBytesMax(compressedBytes);
        long guess = Math.max(FIRST_BYTES, 4L * compressedBytes);
        this.bytes = new byte[(int) Math.min(bytesMax, guess)];
    }

    /// The array, with room for so many more bytes at [#size()].
    byte[] withRoomFor(int more) {
        if (more > bytesMax - size) {
            throw tooFar(bytesMax);
        }
        if (more > bytes.length - size) {
            long doubled = Math.max(2L * bytes.length, (long) size + more);
            bytes = Arrays.copyOf(bytes, (int) Math.min(bytesMax, doubled));
        }
        return bytes;
    }

    /// Makes room for up to so many bytes; returns for how many there is room under the bound.
    int reserve(int most) {
        int room = Math.min(most, bytesMax - size);
        withRoomFor(room);
        return room;
    }

    int size() {
        return size;
    }

    /// Counts bytes that were written into the array.
    void wrote(int more) {
        size += more;
    }

    /// Takes all of a stream.
    void readAll(InputStream in) throws IOException {
        int read = 0;
        while (read >= 0) {
            size += read;
            if (size == bytes.length) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                withRoomFor(1)[size++] = (byte) next;
            }
            read = in.read(bytes, size, bytes.length - size);
        }
    }

    ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, size).slice();
    }

    static CorruptRecordException tooFar(int bytesMax) {
        return new CorruptRecordException(
                "compressed records unfold to more than %d bytes, the limit for their size"
                        .formatted(bytesMax));
    }
}
