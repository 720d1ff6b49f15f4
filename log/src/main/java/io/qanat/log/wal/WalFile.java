package io.qanat.log.wal;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// One file of the write-ahead log, in the round that it is in. Confined to the log writer.
///
/// It grows by zeros before entries need the room, because the sync of a file that grew costs a
/// commit of the file system's journal. In later rounds it does not grow at all.
final class WalFile {
    private static final int STEP_BYTES_MIN = 64 * 1024;
    private static final int STEP_BYTES_MAX = 1024 * 1024;
    private static final ByteBuffer ZEROS =
            ByteBuffer.allocateDirect(STEP_BYTES_MAX).asReadOnlyBuffer();

    private final Path path;
    private final DiskFile file;
    private long sizeInBytes;
    private long startLsn;
    private long endLsn;

    private WalFile(Path path, DiskFile file, long sizeInBytes) {
        this.path = path;
        this.file = file;
        this.sizeInBytes = sizeInBytes;
    }

    /// Creates an empty file; its name is durable when the caller has synced the folder.
    static WalFile create(Disk disk, Path path) throws IOException {
        return new WalFile(path, disk.open(path, Disk.Access.WRITE), 0);
    }

    /// A file that an opening found.
    ///
    /// @param startLsn the LSN at its beginning
    /// @param endLsn the LSN after its last entry that counts
    static WalFile found(Disk disk, Path path, long startLsn, long endLsn) throws IOException {
        DiskFile file = disk.open(path, Disk.Access.WRITE);
        var found = new WalFile(path, file, file.sizeInBytes());
        found.startLsn = startLsn;
        found.endLsn = endLsn;
        return found;
    }

    /// Begins a round, durably: no entry of it counts without this.
    void begin(WalHeader header) throws IOException {
        reserve(WalHeader.SIZE_BYTES);
        file.writeFully(header.bytes(), 0);
        file.force();
        startLsn = header.startLsn();
        endLsn = startLsn;
    }

    Path path() {
        return path;
    }

    long endLsn() {
        return endLsn;
    }

    private long position(long lsn) {
        return WalHeader.SIZE_BYTES + lsn - startLsn;
    }

    /// The size of the file when it has room for so many bytes after an LSN.
    long sizeWith(long lsn, long bytes) {
        return position(lsn) + bytes;
    }

    /// Makes room up to a size.
    void reserve(long sizeBytes) throws IOException {
        while (sizeInBytes < sizeBytes) {
            int step = Math.clamp(sizeInBytes, STEP_BYTES_MIN, STEP_BYTES_MAX);
            file.writeFully(ZEROS.duplicate().limit(step), sizeInBytes);
            sizeInBytes += step;
        }
    }

    /// Writes at the end of the round.
    void write(ByteBuffer bytes) throws IOException {
        int count = bytes.remaining();
        file.writeFully(bytes, position(endLsn));
        endLsn += count;
    }

    /// Writes a header, and the entries from an LSN on as they are in the file.
    void rewrite(WalHeader header, long fromLsn) throws IOException {
        file.writeFully(header.bytes(), 0);
        file.rewrite(position(Math.max(fromLsn, startLsn)), position(endLsn));
    }

    void force() throws IOException {
        file.force();
    }

    void close() throws IOException {
        file.close();
    }
}
