package io.qanat.log.inspect;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.log.segment.FileWindow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The entries of an index file, one after the other; drawn in [io.qanat.log.segment.SparseIndex].
/// Confined to its reader.
public final class IndexEntries implements AutoCloseable {
    private static final int WINDOW_BYTES = 64 * 1024;

    private final DiskFile file;
    private final FileWindow window;
    private final int keyBytes;
    private final long limit;
    private long position;

    /// One entry.
    ///
    /// @param position where in the index file it stands
    /// @param key the last offset of a batch relative to the segment's first, or a timestamp
    /// @param value the position of that batch, or the offset of the batch that reaches the
    ///   timestamp, relative as well
    public record Entry(long position, long key, int value) {
        /// Whether it is room for an entry, as Apache Kafka has in the indexes that it writes to.
        boolean isUnused() {
            return key == 0 && value == 0;
        }
    }

    private IndexEntries(DiskFile file, int keyBytes, long limit) {
        this.file = file;
        this.keyBytes = keyBytes;
        this.limit = limit;
        this.window = new FileWindow(file::readFully, 0, limit, WINDOW_BYTES);
    }

    /// Opens a `.index` file.
    public static IndexEntries ofOffsets(Disk disk, Path path) throws IOException {
        return open(disk, path, Integer.BYTES);
    }

    /// Opens a `.timeindex` file.
    public static IndexEntries ofTimes(Disk disk, Path path) throws IOException {
        return open(disk, path, Long.BYTES);
    }

    private static IndexEntries open(Disk disk, Path path, int keyBytes) throws IOException {
        DiskFile file = disk.open(path, Disk.Access.READ);
        boolean opened = false;
        try {
            var entries = new IndexEntries(file, keyBytes, file.sizeInBytes());
            opened = true;
            return entries;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    /// The size of the part of the file that is read.
    public long sizeInBytes() {
        return limit;
    }

    /// The bytes at the end that are no whole entry.
    public long restBytes() {
        return limit % (keyBytes + Integer.BYTES);
    }

    /// The next whole entry; empty at the end.
    public Optional<Entry> next() throws IOException {
        int entryBytes = keyBytes + Integer.BYTES;
        if (!window.holds(position, entryBytes)) {
            return Optional.empty();
        }
        int at = window.index(position);
        long key = keyBytes == Long.BYTES ? window.bytes().getLong(at) : window.bytes().getInt(at);
        var entry = new Entry(position, key, window.bytes().getInt(at + keyBytes));
        position += entryBytes;
        return Optional.of(entry);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
