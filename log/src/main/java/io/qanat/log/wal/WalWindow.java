package io.qanat.log.wal;

import io.qanat.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The part of a file that is in memory while one walks through it. Confined to its caller.
final class WalWindow {
    private static final int WINDOW_BYTES = 256 * 1024;

    private final DiskFile file;
    private final long fileBytes;
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private long start;

    WalWindow(DiskFile file, long fileBytes) {
        this.file = file;
        this.fileBytes = fileBytes;
    }

    /// So many bytes from a position, or fewer when the file ends; valid until the next call.
    ByteBuffer at(long position, int count) throws IOException {
        int wanted = (int) Math.min(count, fileBytes - position);
        int from = hold(position, wanted);
        return bytes.slice(from, Math.min(wanted, bytes.limit() - from));
    }

    /// The eight bytes at a position, which must be there.
    long longAt(long position) throws IOException {
        int from = hold(position, Long.BYTES);
        return bytes.getLong(from);
    }

    private int hold(long position, int count) throws IOException {
        if (position < start || position + count > start + bytes.limit()) {
            bytes = read(position, (int) Math.min(WINDOW_BYTES, fileBytes - position));
            start = position;
        }
        return (int) (position - start);
    }

    /// A copy of so many bytes of the file.
    ByteBuffer read(long position, int count) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(count);
        file.readFully(target, position);
        return target.flip();
    }
}
