package io.qanat.log.segment;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A run of one partition's batches: a file of batches end to end, with its two indexes.
///
/// Changed by the log writer thread only. Any thread may read below a position that was published
/// to it, by a view that was made after the bytes were written.
public final class Segment {
    private final PartitionFolder folder;
    private final long baseOffset;
    private final SegmentIndexes indexes;
    private final SegmentReader reader;

    // Written by the log writer; a checkpoint's thread syncs through it.
    private volatile @Nullable DiskFile writer;

    // Confined to the log writer.
    private int sizeInBytes;
    private long nextOffset;

    // Set once, by a reader.
    private final AtomicBoolean mendAsked = new AtomicBoolean();

    private Segment(PartitionFolder folder, long baseOffset, int indexIntervalBytes) {
        this.folder = folder;
        this.baseOffset = baseOffset;
        this.indexes = new SegmentIndexes(folder, baseOffset, indexIntervalBytes);
        this.reader = new SegmentReader(folder, baseOffset, indexes);
        this.nextOffset = baseOffset;
    }

    /// Creates an empty segment to append to; its name is durable when the caller has synced the
    /// folder.
    public static Segment create(PartitionFolder folder, long baseOffset, int indexIntervalBytes)
            throws IOException {
        var segment = new Segment(folder, baseOffset, indexIntervalBytes);
        segment.openForAppends().truncate(0);
        return segment;
    }

    /// The segment of a file that exists, with nothing known of its content: see [SegmentScan].
    static Segment unread(PartitionFolder folder, long baseOffset, int indexIntervalBytes) {
        return new Segment(folder, baseOffset, indexIntervalBytes);
    }

    /// The offset of its first record, or where that would be.
    public long baseOffset() {
        return baseOffset;
    }

    /// The offset after its last record.
    public long nextOffset() {
        return nextOffset;
    }

    /// The bytes of its batches. A reader may only ask a segment that was finished before it was
    /// shown it.
    public int sizeInBytes() {
        return sizeInBytes;
    }

    /// The greatest timestamp in it, -1 when it is empty.
    public long maxTimestamp() {
        return indexes.maxTimestamp();
    }

    /// Whether so many bytes more, up to this offset, must go to another segment.
    public boolean isFullFor(int bytes, long lastOffset, int sizeBytesMax) {
        return sizeInBytes > 0
                && (bytes > sizeBytesMax - sizeInBytes
                        || lastOffset - baseOffset > Integer.MAX_VALUE
                        || indexes.areFull());
    }

    /// Writes whole batches, whose offsets continue this segment. After an error the segment is as
    /// it was.
    ///
    /// @throws SealingException when it could not be put back as it was
    public void append(ByteBuffer batches) throws IOException {
        // A full disk must be met before anything is visible, so the indexes write first.
        indexes.flushWhenLarge();
        DiskFile file = openForAppends();
        int start = sizeInBytes;
        try {
            file.writeFully(batches.duplicate(), start);
        } catch (IOException e) {
            cut(file, start, e);
            throw e;
        }
        for (int at = batches.position(); at < batches.limit(); ) {
            BatchHeader header = BatchHeader.at(batches, at);
            take(header);
            at += header.sizeInBytes();
        }
    }

    /// A partial write must not lie behind the last batch: what is written later could make it look
    /// whole. Nor may it come back after a power cut, since the append is about to be refused.
    private static void cut(DiskFile file, int size, IOException cause) throws IOException {
        try {
            file.truncate(size);
            file.force();
        } catch (IOException e) {
            cause.addSuppressed(e);
            throw new SealingException("a failed write could not be cut off", cause);
        }
    }

    private DiskFile openForAppends() throws IOException {
        DiskFile file = writer;
        if (file == null) {
            file =
                    folder.disk()
                            .open(folder.file(baseOffset, PartitionFolder.LOG), Disk.Access.WRITE);
            writer = file;
        }
        return file;
    }

    /// Stands where its index files end, to take what follows; false when they contradict a file of
    /// this size.
    boolean resume(int fileBytes) throws IOException {
        return indexes.load() && standAtLastIndexed(fileBytes);
    }

    /// Stands at the last batch that its index files tell of below an offset, up to which they are
    /// durable; false when they do not fit a file of this size.
    boolean resumeBelow(int fileBytes, long offset) throws IOException {
        return indexes.loadBelow(offset) && standAtLastIndexed(fileBytes);
    }

    private boolean standAtLastIndexed(int fileBytes) throws IOException {
        Optional<SparseIndex.Pair> pair = indexes.last();
        if (pair.isEmpty()) {
            return true;
        }
        int position = pair.get().value();
        if (position <= 0
                || reader.indexedPosition(baseOffset + pair.get().key(), fileBytes) != position) {
            return false;
        }
        sizeInBytes = position;
        return true;
    }

    /// Counts a batch that stands at the end of what is counted already.
    void take(BatchHeader header) {
        indexes.add(header, sizeInBytes);
        nextOffset = header.lastOffset() + 1;
        sizeInBytes += header.sizeInBytes();
    }

    /// Makes the batches durable, also those that were found at an opening.
    public void sync() throws IOException {
        DiskFile open = writer;
        Path path = folder.file(baseOffset, PartitionFolder.LOG);
        try {
            if (open != null) {
                open.force();
                return;
            }
            try (DiskFile file = folder.disk().open(path, Disk.Access.WRITE)) {
                file.force();
            }
        } catch (IOException e) {
            throw new SealingException("a sync failed", e);
        }
    }

    /// Writes the batches from an offset on again as they are, so that the next [#sync()] brings
    /// them to the disk: after a sync that failed, the operating system may hold them for synced.
    public void rewriteFrom(long offset) throws IOException {
        if (offset < nextOffset) {
            int from = offset <= baseOffset ? 0 : reader.place(offset, sizeInBytes).position();
            openForAppends().rewrite(from, sizeInBytes);
        }
    }

    /// Makes the index files durable as they are.
    public void syncIndexes() throws IOException {
        indexes.sync();
    }

    /// Completes the index files, durably or not.
    public void flushIndexes(boolean durably) throws IOException {
        indexes.flush(durably);
    }

    /// Completes the index files when there is more in memory than in them.
    public void flushIndexesWhenBehind(boolean durably) throws IOException {
        indexes.flushWhenBehind(durably);
    }

    /// Ends appending: the file stays open for readers only.
    public void closeWriter() throws IOException {
        DiskFile file = writer;
        writer = null;
        if (file != null) {
            file.close();
        }
    }

    /// Ends all use.
    public void close() throws IOException {
        try {
            closeWriter();
        } finally {
            reader.close();
        }
    }

    /// Notes that its repair is asked for; false when it was before. A repaired segment is another
    /// object, so that damage which cannot be repaired is not tried again and again.
    public boolean askMend() {
        return mendAsked.compareAndSet(false, true);
    }

    /// What any thread may do with it.
    public SegmentReader reader() {
        return reader;
    }
}
