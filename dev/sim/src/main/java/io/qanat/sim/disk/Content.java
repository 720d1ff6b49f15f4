package io.qanat.sim.disk;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The bytes of one file. Copies share their bytes until one of them changes.
///
/// Behind the size there are only zeros, so that a write past it leaves a hole of zeros.
final class Content {
    private static final int CAPACITY_FIRST = 256;

    private byte[] bytes;
    private int size;
    private boolean shared;

    Content() {
        this.bytes = new byte[CAPACITY_FIRST];
    }

    private Content(Content of) {
        this.bytes = of.bytes;
        this.size = of.size;
        this.shared = true;
    }

    Content copy() {
        shared = true;
        return new Content(this);
    }

    int size() {
        return size;
    }

    /// Writes what remains in the source, which is used up.
    void write(int position, ByteBuffer source) {
        int count = source.remaining();
        own(position + count);
        source.get(bytes, position, count);
        size = Math.max(size, position + count);
    }

    void truncate(int sizeBytes) {
        if (sizeBytes < size) {
            own(size);
            Arrays.fill(bytes, sizeBytes, size, (byte) 0);
            size = sizeBytes;
        }
    }

    /// Makes the file at least so long, with zeros.
    void extend(int sizeBytes) {
        own(sizeBytes);
        size = Math.max(size, sizeBytes);
    }

    private void own(int capacity) {
        if (capacity > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(capacity, 2 * bytes.length));
            shared = false;
        } else if (shared) {
            bytes = bytes.clone();
            shared = false;
        }
    }

    /// Copies what fits from a position on; returns the number of bytes, -1 at the end.
    int read(ByteBuffer target, long position) {
        if (position >= size) {
            return target.hasRemaining() ? -1 : 0;
        }
        int count = (int) Math.min(target.remaining(), size - position);
        target.put(bytes, (int) position, count);
        return count;
    }

    ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, size).asReadOnlyBuffer();
    }
}
