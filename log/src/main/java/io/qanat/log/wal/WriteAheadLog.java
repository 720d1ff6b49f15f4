package io.qanat.log.wal;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.NoSpaceException;
import io.qanat.log.segment.SealingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The write-ahead log: entries end to end, over files that are used round after round. Confined to
/// the log writer.
///
/// A group of entries is staged in memory, written at once, then synced at once. An LSN is an
/// entry's place among all that were ever written to this folder, in bytes.
public final class WriteAheadLog {
    /// The suffix of its files.
    public static final String SUFFIX = ".wal";

    /// Larger entries go past the staging memory.
    private static final int STAGING_BYTES = 1024 * 1024;

    private final Disk disk;
    private final Path folder;
    private final WalLimits limits;
    private final ByteBuffer staging = ByteBuffer.allocateDirect(STAGING_BYTES);

    /// Those in the order of their rounds that may hold what is not in the segments; entries go to
    /// the last one.
    private final Deque<WalFile> live = new ArrayDeque<>();

    private final Deque<WalFile> free = new ArrayDeque<>();
    private @Nullable WalFile current;
    private boolean namesChanged;
    private int filesCreated;
    private WalGap gap = WalGap.NONE;
    private long nextLsn;
    private long durableLsn;
    private long checkpointLsn;

    /// A write-ahead log without files.
    public WriteAheadLog(Disk disk, Path folder, WalLimits limits) {
        this.disk = disk;
        this.folder = folder;
        this.limits = limits;
    }

    /// Goes on after what an opening found, which must be durable.
    void resume(WalEnd end) {
        live.addAll(end.live());
        free.addAll(end.free());
        filesCreated = end.filesCreated();
        gap = end.gap();
        nextLsn = gap.toLsn();
        durableLsn = nextLsn;
        checkpointLsn = end.checkpointLsn();
    }

    /// The LSN of the next entry.
    public long nextLsn() {
        return nextLsn;
    }

    /// Makes sure that an entry will find room, so that a full disk is met before anything is
    /// written.
    ///
    /// @throws io.qanat.log.disk.NoSpaceException when the disk is full, or when the log has grown
    ///   to its limit because the segments cannot be synced fast enough
    /// @throws SealingException when a sync failed
    public void reserve(WalAddress address, int batchBytes) throws IOException {
        long bytes =
                (long) WalEntry.headerBytes(address.topicSizeInBytes())
                        + WalEntry.aligned(batchBytes);
        WalFile file = current;
        if (file == null || isFullFor(file, bytes)) {
            file = next(bytes);
        }
        file.reserve(file.sizeWith(nextLsn, bytes));
    }

    private boolean isFullFor(WalFile file, long bytes) {
        return file.sizeWith(nextLsn, 0) > WalHeader.SIZE_BYTES
                && file.sizeWith(nextLsn, bytes) > limits.fileBytes();
    }

    private WalFile next(long bytes) throws IOException {
        // A file's first entry says that all before it was durable. If a crash takes entries that
        // were synced, because the disk lied, what the next file has is known to count.
        sync();
        WalFile file = free.pollFirst();
        try {
            if (file == null) {
                file = create();
            }
            file.reserve(WalHeader.SIZE_BYTES + bytes);
        } catch (IOException e) {
            if (file != null) {
                free.addFirst(file);
            }
            throw e;
        }
        try {
            file.begin(new WalHeader(nextLsn, checkpointLsn, gap));
            // Without the name, the next opening would not know that there is a write-ahead log,
            // and would take what a crash tore in the segments for damage.
            if (namesChanged) {
                disk.syncDirectory(folder);
                namesChanged = false;
            }
        } catch (IOException e) {
            throw new SealingException("cannot begin " + file.path(), e);
        }
        live.addLast(file);
        current = file;
        return file;
    }

    private WalFile create() throws IOException {
        if (live.size() >= limits.filesMax()) {
            throw new NoSpaceException(
                    "the write-ahead log in "
                            + folder
                            + " has its "
                            + limits.filesMax()
                            + " files full: the segments are synced too slowly");
        }
        WalFile file = WalFile.create(disk, folder.resolve(filesCreated + SUFFIX));
        filesCreated++;
        namesChanged = true;
        return file;
    }

    /// Takes an entry, for which room was reserved; [#flush()] writes it.
    ///
    /// @return the entry's LSN
    /// @throws SealingException when the entries before it cannot be written
    public long stage(
            WalAddress address,
            int leaderEpoch,
            long baseOffset,
            long lastOffset,
            ByteBuffer batches)
            throws IOException {
        var entry =
                new WalEntry(
                        nextLsn,
                        durableLsn,
                        address,
                        leaderEpoch,
                        baseOffset,
                        lastOffset,
                        batches.remaining());
        long lsn = nextLsn;
        if (entry.sizeInBytes() > staging.remaining()) {
            flush();
        }
        if (entry.sizeInBytes() <= staging.remaining()) {
            entry.write(staging);
            staging.put(batches.duplicate());
            pad();
        } else {
            writePast(entry, batches);
        }
        nextLsn = entry.nextLsn();
        return lsn;
    }

    private void pad() {
        while (staging.position() % WalEntry.ALIGNMENT_BYTES != 0) {
            staging.put((byte) 0);
        }
    }

    private void writePast(WalEntry entry, ByteBuffer batches) throws IOException {
        entry.write(staging);
        flush();
        write(batches.duplicate());
        int padding = WalEntry.aligned(entry.batchBytes()) - entry.batchBytes();
        write(ByteBuffer.allocate(padding));
    }

    /// Hands all staged entries to the operating system.
    ///
    /// @throws SealingException when that fails
    public void flush() throws IOException {
        if (staging.position() > 0) {
            write(staging.flip());
            staging.clear();
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        WalFile file = current;
        if (file == null) {
            throw new IllegalStateException("no room was reserved");
        }
        try {
            file.write(bytes);
        } catch (IOException e) {
            throw new SealingException("write to " + file.path() + " failed", e);
        }
    }

    /// Makes all entries durable.
    ///
    /// @throws SealingException when that fails
    public void sync() throws IOException {
        flush();
        WalFile file = current;
        if (file == null || durableLsn == nextLsn) {
            return;
        }
        try {
            file.force();
        } catch (IOException e) {
            throw new SealingException("sync of " + file.path() + " failed", e);
        }
        durableLsn = nextLsn;
    }

    /// The LSN at which the file begins that is being written to; 0 when there is none before it.
    /// What is before it should go to the segments.
    public long finishedLsn() {
        long lsn = 0;
        for (WalFile file : live) {
            if (file != current) {
                lsn = file.endLsn();
            }
        }
        return lsn;
    }

    /// Whether hardly any file is left to go on in.
    public boolean isNearlyFull() {
        return live.size() >= limits.filesMax() - 1;
    }

    /// Takes note that all entries before an LSN are in the segments, durably: their files are free
    /// for another round.
    public void recycle(long lsn) {
        checkpointLsn = Math.max(checkpointLsn, lsn);
        for (WalFile oldest = live.peekFirst();
                oldest != null && oldest != current && oldest.endLsn() <= checkpointLsn;
                oldest = live.peekFirst()) {
            free.addLast(live.removeFirst());
        }
    }

    /// The batches of a partition that are written and were not recycled; looked for when the first
    /// is asked for.
    public FoundBatches batchesOf(WalAddress address) {
        return new FoundBatches(() -> entriesOf(address));
    }

    private List<FoundEntry> entriesOf(WalAddress address) throws IOException {
        var entries = new ArrayList<FoundEntry>();
        for (WalFile file : live) {
            for (FoundEntry found : WalRound.scan(disk, file.path()).entries()) {
                // Behind the end may be what an opening skipped.
                if (found.entry().lsn() < file.endLsn() && found.entry().address().names(address)) {
                    entries.add(found);
                }
            }
        }
        return entries;
    }

    /// Closes all files, and removes them when nothing in them is needed any more.
    public void close(boolean removed) throws IOException {
        for (Deque<WalFile> files : List.of(live, free)) {
            for (WalFile file : files) {
                file.close();
                if (removed) {
                    disk.delete(file.path());
                }
            }
        }
    }
}
