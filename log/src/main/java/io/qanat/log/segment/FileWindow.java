package io.qanat.log.segment;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The part of a file that is in memory while one walks through it. Confined to its caller.
public final class FileWindow {
    private final Source file;
    private final long limit;
    private final ByteBuffer bytes;
    private long start;

    /// Where the bytes come from.
    @FunctionalInterface
    public interface Source {
        /// Fills the target from a position, or to the end of the file; returns the number of
        /// bytes.
        int readFully(ByteBuffer target, long position) throws IOException;
    }

    /// A window of at most so many bytes onto the part of the file below a limit.
    public FileWindow(Source file, long position, long limit, int sizeBytesMax) {
        this.file = file;
        this.limit = limit;
        this.start = position;
        long rest = Math.max(limit - position, 0);
        this.bytes = ByteBuffer.allocate((int) Math.min(sizeBytesMax, rest)).limit(0);
    }

    /// Moves the window when it must, so that it holds this part; false when the file does not have
    /// it below the limit.
    public boolean holds(long position, int count) throws IOException {
        if (position + count > limit || count > bytes.capacity()) {
            return false;
        }
        if (position < start || position + count > start + bytes.limit()) {
            bytes.clear();
            start = position;
            bytes.limit((int) Math.min(bytes.capacity(), limit - position));
            file.readFully(bytes, position);
            bytes.flip();
        }
        return count <= bytes.limit();
    }

    /// The bytes of the window, for absolute access at [#index(long)].
    public ByteBuffer bytes() {
        return bytes;
    }

    /// Where a position that the window holds is in [#bytes()].
    public int index(long position) {
        return (int) (position - start);
    }

    /// The number of bytes that the window holds from a position on.
    public int heldFrom(long position) {
        return (int) (start + bytes.limit() - position);
    }
}
