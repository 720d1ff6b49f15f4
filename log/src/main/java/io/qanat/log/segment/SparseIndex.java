package io.qanat.log.segment;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/// An index file: ascending keys, each with a value, one pair per few KiB of batches.
///
/// ```
/// .index      | relative last offset of a batch i32 | position of that batch i32        |   8 bytes
/// .timeindex  | greatest timestamp so far i64       | relative last offset of its batch i32 |  12 bytes
/// ```
///
/// The newest pairs are in memory only, until [#flush(boolean)] puts them behind those in the file:
/// after a crash the index of the last segment is built anew from its batches anyway. The log
/// writer adds, any thread looks up. No file is held open.
public final class SparseIndex {
    /// Kafka's bound on the size of an index file.
    private static final int SIZE_BYTES_MAX = 10 * 1024 * 1024;

    private static final int TAIL_PAIRS_FIRST = 16;

    /// So many pairs in memory are worth a write.
    private static final int TAIL_PAIRS_MAX = 512;

    private final Disk disk;
    private final Path path;
    private final int keyBytes;
    private final int pairBytes;

    /// The checksum of the pairs in the file. Confined to the log writer.
    private final CRC32C crc = new CRC32C();

    /// Replaced and filled by the log writer; readers take it once per look-up.
    private volatile Tail tail;

    /// One pair.
    ///
    /// @param key what is looked up
    /// @param value what is found
    public record Pair(long key, int value) {}

    /// The pairs after the first `stored`, which are in the file and have the checksum `crc`. Slots
    /// below `count` never change.
    private static final class Tail {
        final int stored;
        final int crc;
        final long[] keys;
        final int[] values;
        volatile int count;

        Tail(int stored, int crc, long[] keys, int[] values, int count) {
            this.stored = stored;
            this.crc = crc;
            this.keys = keys;
            this.values = values;
            this.count = count;
        }

        static Tail empty(int stored, int crc) {
            return new Tail(stored, crc, new long[TAIL_PAIRS_FIRST], new int[TAIL_PAIRS_FIRST], 0);
        }
    }

    private SparseIndex(Disk disk, Path path, int keyBytes) {
        this.disk = disk;
        this.path = path;
        this.keyBytes = keyBytes;
        this.pairBytes = keyBytes + Integer.BYTES;
        this.tail = Tail.empty(0, 0);
    }

    /// An empty offset index; a file of its name is ignored until it is replaced.
    static SparseIndex ofOffsets(PartitionFolder folder, long baseOffset) {
        return new SparseIndex(
                folder.disk(),
                folder.file(baseOffset, PartitionFolder.OFFSET_INDEX),
                Integer.BYTES);
    }

    /// An empty time index; a file of its name is ignored until it is replaced.
    static SparseIndex ofTimes(PartitionFolder folder, long baseOffset) {
        return new SparseIndex(
                folder.disk(), folder.file(baseOffset, PartitionFolder.TIME_INDEX), Long.BYTES);
    }

    /// Takes the pairs of the file, and says whether they are those that there must be.
    boolean load(IndexSums.Sum sum) throws IOException {
        return disk.exists(path) && sizeInBytes() == (long) sum.pairs() * pairBytes && holds(sum);
    }

    /// Takes those pairs that are about offsets below one, and says whether there are those of
    /// which they must be; what follows them in the file is ignored until it is replaced.
    ///
    /// @param relativeOffset the offset, relative to the segment's first
    boolean loadBelow(long relativeOffset, IndexSums.Sum sum) throws IOException {
        if (!disk.exists(path) || !holds(sum)) {
            return false;
        }
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            int low = 0;
            int high = sum.pairs();
            while (low < high) {
                int middle = (low + high) >>> 1;
                Pair pair = stored(file, middle);
                long offset = keyBytes == Long.BYTES ? pair.value() : pair.key();
                if (offset < relativeOffset) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            crc.reset();
            crc.update(content(low));
            tail = Tail.empty(low, (int) crc.getValue());
            return true;
        }
    }

    private long sizeInBytes() throws IOException {
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            return file.sizeInBytes();
        }
    }

    private boolean holds(IndexSums.Sum sum) throws IOException {
        long sizeBytes = (long) sum.pairs() * pairBytes;
        if (sizeBytes > Math.min(sizeInBytes(), SIZE_BYTES_MAX)) {
            return false;
        }
        crc.reset();
        crc.update(content(sum.pairs()));
        tail = Tail.empty(sum.pairs(), sum.crc());
        return (int) crc.getValue() == sum.crc();
    }

    /// The first pairs of the file, as they are there.
    private ByteBuffer content(int pairs) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(pairs * pairBytes);
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            if (file.readFully(bytes, 0) < bytes.capacity()) {
                throw new IOException(path + " is shorter than it was");
            }
        }
        return bytes.flip();
    }

    /// What the file must be.
    IndexSums.Sum sum() {
        Tail now = tail;
        return new IndexSums.Sum(now.stored, now.crc);
    }

    /// Whether the file is what it must be.
    boolean isWhole() throws IOException {
        Tail now = tail;
        if (now.stored == 0) {
            return true;
        }
        if (!disk.exists(path) || sizeInBytes() < (long) now.stored * pairBytes) {
            return false;
        }
        var found = new CRC32C();
        found.update(content(now.stored));
        return (int) found.getValue() == now.crc;
    }

    int count() {
        Tail now = tail;
        return now.stored + now.count;
    }

    /// Whether there are pairs in memory only.
    boolean isBehind() {
        return tail.count > 0;
    }

    boolean isFull() {
        return (long) count() * pairBytes >= SIZE_BYTES_MAX - pairBytes;
    }

    /// Adds a pair of a greater key than all before it. Does no I/O.
    void add(long key, int value) {
        Tail now = tail;
        int count = now.count;
        if (count == now.keys.length) {
            now =
                    new Tail(
                            now.stored,
                            now.crc,
                            Arrays.copyOf(now.keys, 2 * count),
                            Arrays.copyOf(now.values, 2 * count),
                            count);
            tail = now;
        }
        now.keys[count] = key;
        now.values[count] = value;
        now.count = count + 1;
    }

    /// The last pair, when there is one.
    Optional<Pair> last() throws IOException {
        Tail now = tail;
        int count = now.count;
        if (count > 0) {
            return Optional.of(new Pair(now.keys[count - 1], now.values[count - 1]));
        }
        if (now.stored == 0) {
            return Optional.empty();
        }
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            return Optional.of(stored(file, now.stored - 1));
        }
    }

    /// The pair of the greatest key that is at most this one.
    Optional<Pair> floor(long key) throws IOException {
        Tail now = tail;
        int count = now.count;
        if (count > 0 && now.keys[0] <= key) {
            int found = Arrays.binarySearch(now.keys, 0, count, key);
            int at = found >= 0 ? found : -found - 2;
            return Optional.of(new Pair(now.keys[at], now.values[at]));
        }
        return now.stored == 0 ? Optional.empty() : storedFloor(key, now.stored);
    }

    private Optional<Pair> storedFloor(long key, int count) throws IOException {
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            Optional<Pair> best = Optional.empty();
            int low = 0;
            int high = count - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                Pair pair = stored(file, middle);
                if (pair.key() <= key) {
                    best = Optional.of(pair);
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return best;
        }
    }

    private Pair stored(DiskFile file, int at) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(pairBytes);
        if (file.readFully(bytes, (long) at * pairBytes) < pairBytes) {
            throw new IOException(path + " is shorter than it was");
        }
        long key = keyBytes == Long.BYTES ? bytes.getLong(0) : bytes.getInt(0);
        return new Pair(key, bytes.getInt(keyBytes));
    }

    /// Flushes when enough pairs have gathered in memory.
    void flushWhenLarge() throws IOException {
        if (tail.count >= TAIL_PAIRS_MAX) {
            flush(false);
        }
    }

    /// Puts all pairs into the file, which then has exactly these.
    void flush(boolean durably) throws IOException {
        Tail now = tail;
        int count = now.count;
        ByteBuffer bytes = ByteBuffer.allocate(count * pairBytes);
        for (int i = 0; i < count; i++) {
            if (keyBytes == Long.BYTES) {
                bytes.putLong(now.keys[i]);
            } else {
                bytes.putInt((int) now.keys[i]);
            }
            bytes.putInt(now.values[i]);
        }
        try (DiskFile file = disk.open(path, Disk.Access.WRITE)) {
            file.truncate((long) now.stored * pairBytes);
            file.writeFully(bytes.flip(), (long) now.stored * pairBytes);
            bytes.rewind();
            if (durably) {
                force(file);
            }
        }
        if (now.stored == 0) {
            crc.reset();
        }
        crc.update(bytes);
        tail = Tail.empty(now.stored + count, (int) crc.getValue());
    }

    /// Makes the file durable as it is.
    void sync() throws IOException {
        try (DiskFile file = disk.open(path, Disk.Access.WRITE)) {
            force(file);
        }
    }

    private void force(DiskFile file) throws IOException {
        try {
            file.force();
        } catch (IOException e) {
            throw new SealingException("a sync failed", e);
        }
    }
}
