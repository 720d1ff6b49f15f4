package io.qanat.log;

import io.qanat.log.producer.PartitionProducers;
import io.qanat.log.producer.SequencedBatch;
import io.qanat.log.producer.SnapshotFiles;
import io.qanat.log.segment.PartitionFolder;
import io.qanat.log.segment.Segment;
import io.qanat.log.segment.SpareBatches;
import io.qanat.log.wal.WalAddress;
import io.qanat.record.RecordBatch;
import io.qanat.record.TimestampType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The log of one partition: its segments in order, of which the last one grows.
///
/// Changed by the log writer only; [#view()] may be taken by any thread.
final class PartitionLog {
    private static final long NO_TIMESTAMP = -1;

    /// A checkpoint syncs the active segment's indexes when they are so many entries behind, so
    /// that an opening after a crash need not read a large segment from its beginning.
    private static final int INDEX_ENTRIES_UNSYNCED_MAX = 1024;

    private final TopicPartition partition;
    private final PartitionFolder folder;
    private final LogConfig config;
    private final LeaderEpochs epochs;
    private final long logStart;
    private final PartitionProducers producers;
    private final SnapshotFiles snapshots;

    // Confined to the log writer; the list is replaced, not changed, because views share it.
    private List<Segment> segments;
    private List<Segment> full;
    private final List<Segment> retired = new ArrayList<>();
    private boolean changed;
    private boolean namesChanged;
    private long maxTimestamp = NO_TIMESTAMP;
    private long recoveryPoint;
    private long indexPoint;
    private long indexedBytes;

    private volatile PartitionView view;

    /// Written by the log writer.
    private volatile WalAddress address;

    /// Written by the log writer.
    private volatile boolean deleted;

    PartitionLog(TopicPartition partition, UUID topicId, LogConfig config, OpenedPartition opened) {
        this.partition = partition;
        this.config = config;
        this.address = new WalAddress(partition.topic(), topicId, partition.partition());
        this.folder = opened.folder();
        this.epochs = opened.epochs();
        this.segments = List.copyOf(opened.segments());
        this.full = List.copyOf(opened.full());
        this.logStart = opened.logStart();
        this.producers = new PartitionProducers(config.producers().perPartitionMax());
        this.snapshots = new SnapshotFiles(folder);
        this.changed = opened.checked();
        this.namesChanged = opened.checked();
        this.recoveryPoint = opened.recoveryPoint();
        this.indexPoint = opened.indexPoint();
        for (Segment segment : segments) {
            maxTimestamp = Math.max(maxTimestamp, segment.maxTimestamp());
        }
        this.view = fullView();
    }

    TopicPartition partition() {
        return partition;
    }

    UUID topicId() {
        return address.topicId();
    }

    /// Takes the id of its topic, which was not known. Nothing must have been appended yet.
    void adopt(UUID topicId) {
        address = new WalAddress(partition.topic(), topicId, partition.partition());
    }

    PartitionFolder folder() {
        return folder;
    }

    /// What entries of the write-ahead log call it.
    WalAddress address() {
        return address;
    }

    LeaderEpochs epochs() {
        return epochs;
    }

    /// Who wrote what last.
    PartitionProducers producers() {
        return producers;
    }

    /// What the disk has of that.
    SnapshotFiles snapshots() {
        return snapshots;
    }

    /// What readers see.
    PartitionView view() {
        return view;
    }

    int latestEpoch() {
        return epochs.latest();
    }

    int segmentCount() {
        return segments.size();
    }

    long logStart() {
        return logStart;
    }

    long logEnd() {
        return active().nextOffset();
    }

    /// Up to here all segments and what belongs to them are on the disk, once the folder is synced.
    long recoveryPoint() {
        return recoveryPoint;
    }

    /// Up to here the active segment's index files are on the disk, if that is within it.
    long indexPoint() {
        return indexPoint;
    }

    private Segment active() {
        return segments.getLast();
    }

    /// Gives whole batches their offsets and the epoch, and writes them.
    Appended append(ByteBuffer batches, int leaderEpoch) throws IOException {
        long start = logEnd();
        Appended placed = place(batches, start, leaderEpoch);
        write(batches, placed.lastOffset());
        epochs.assign(leaderEpoch, start);
        remember(batches);
        return placed;
    }

    /// Writes a batch again that has its offset and epoch already, and continues the log.
    void restore(RecordBatch batch) throws IOException {
        write(batch.bytes(), batch.lastOffset());
        epochs.assign(batch.leaderEpoch(), batch.baseOffset());
    }

    private void write(ByteBuffer batches, long lastOffset) throws IOException {
        if (active().isFullFor(batches.remaining(), lastOffset, config.segmentBytesMax())) {
            roll();
        }
        active().append(batches);
        changed = true;
    }

    private void remember(ByteBuffer batches) {
        ByteBuffer rest = batches.duplicate();
        while (rest.hasRemaining()) {
            SequencedBatch.of(RecordBatch.next(rest)).ifPresent(producers::append);
        }
    }

    private Appended place(ByteBuffer batches, long start, int leaderEpoch) {
        long next = start;
        long logAppendTimeMillis = NO_TIMESTAMP;
        ByteBuffer rest = batches.duplicate();
        while (rest.hasRemaining()) {
            RecordBatch batch = RecordBatch.next(rest);
            batch.place(next, leaderEpoch);
            next = batch.nextOffset();
            if (batch.timestampType() == TimestampType.LOG_APPEND_TIME) {
                logAppendTimeMillis = batch.maxTimestamp();
            }
        }
        return new Appended(start, next - 1, logStart, logAppendTimeMillis);
    }

    /// Finishes the active segment and begins the next. When this fails, the active segment is
    /// still good.
    private void roll() throws IOException {
        Segment last = active();
        SyncPolicy policy = config.syncPolicy();
        boolean durably = policy.syncsFiles() && !policy.writesAhead();
        last.flushIndexes(durably);
        if (durably) {
            epochs.store();
            last.sync();
            storeProducers();
        }
        Segment next = Segment.create(folder, last.nextOffset(), config.indexIntervalBytes());
        segments = with(segments, next);
        maxTimestamp = Math.max(maxTimestamp, last.maxTimestamp());
        indexedBytes = 0;
        namesChanged = true;
        if (policy.writesAhead()) {
            full = with(full, last);
        } else {
            last.closeWriter();
            recoveryPoint = last.nextOffset();
        }
    }

    private static List<Segment> with(List<Segment> segments, Segment next) {
        var longer = new ArrayList<Segment>(segments.size() + 1);
        longer.addAll(segments);
        longer.add(next);
        return List.copyOf(longer);
    }

    /// What makes all that is in the segments now durable, to be run beside this.
    PartitionSync beginSync() {
        boolean indexes = flushIndexes();
        return new PartitionSync(
                this,
                full,
                active(),
                indexes,
                namesChanged,
                epochs.unstored(),
                indexes || !full.isEmpty() ? unstoredProducers() : Optional.empty(),
                logEnd());
    }

    private Optional<ByteBuffer> unstoredProducers() {
        return logEnd() == 0 || snapshots.isAt(logEnd())
                ? Optional.empty()
                : Optional.of(SnapshotFiles.snapshot(producers));
    }

    private void storeProducers() throws IOException {
        Optional<ByteBuffer> unstored = unstoredProducers();
        if (unstored.isPresent() && config.syncPolicy().syncsFiles()) {
            snapshots.write(logEnd(), unstored.get());
        }
    }

    private boolean flushIndexes() {
        long behindBytes = active().sizeInBytes() - indexedBytes;
        if (behindBytes / INDEX_ENTRIES_UNSYNCED_MAX <= config.indexIntervalBytes()) {
            return false;
        }
        try {
            active().flushIndexes(false);
        } catch (IOException e) {
            // The pairs stay in memory, and the next opening after a crash reads more.
            Notices.warn("indexes not written partition=" + partition, e);
            return false;
        }
        indexedBytes = active().sizeInBytes();
        return true;
    }

    /// Takes note that it was run.
    void endSync(PartitionSync sync) {
        recoveryPoint = sync.end();
        indexPoint = sync.indexes() ? sync.end() : indexPoint;
        sync.epochs().ifPresent(epochs::written);
        full = full.subList(sync.full().size(), full.size());
        // A segment that was begun meanwhile left the one before it behind.
        namesChanged &= !sync.names() || !full.isEmpty();
        for (Segment segment : sync.full()) {
            try {
                segment.closeWriter();
            } catch (IOException e) {
                Notices.warn("file not closed partition=" + partition, e);
            }
        }
    }

    /// Repairs a segment's file and puts another segment in its place; says what was wrong with the
    /// file, one line each. Nothing is done when the segment is not the partition's any more.
    ///
    /// Readers and a checkpoint may still use the segment: it stays open until the log is closed.
    List<String> mend(Segment damaged, SpareBatches spare) throws IOException {
        int at = segments.indexOf(damaged);
        if (at < 0) {
            return List.of();
        }
        boolean last = at == segments.size() - 1;
        long end = last ? logEnd() : segments.get(at + 1).baseOffset();
        var mending = new SegmentMend(folder, config, damaged.baseOffset(), spare);
        SegmentMend.Mended mended = mending.mended(end, epochs.spans());
        var findings = new ArrayList<>(mended.findings());
        if (damaged.reader().hasDamagedIndexes()) {
            findings.add(folder.file(damaged.baseOffset(), "") + ": indexes made anew");
        }
        if (findings.isEmpty()) {
            return findings;
        }
        retired.add(damaged);
        segments = replaced(segments, damaged, mended.segment());
        full = replaced(full, damaged, mended.segment());
        mended.segment().flushIndexes(config.syncPolicy().syncsFiles());
        changed = true;
        publishMended(at, mended.segment());
        return findings;
    }

    private static List<Segment> replaced(List<Segment> segments, Segment old, Segment fresh) {
        return segments.stream().map(segment -> segment.equals(old) ? fresh : segment).toList();
    }

    /// Shows readers as much as before, some of which is at another position now.
    private void publishMended(int at, Segment mended) throws IOException {
        maxTimestamp = NO_TIMESTAMP;
        for (Segment segment : segments) {
            maxTimestamp = Math.max(maxTimestamp, segment.maxTimestamp());
        }
        PartitionView now = view;
        long shown = now.offsets().highWatermark();
        int visibleBytes = now.visibleBytes();
        if (at == now.visibleSegment()) {
            visibleBytes =
                    shown >= mended.nextOffset()
                            ? mended.sizeInBytes()
                            : mended.reader().place(shown, mended.sizeInBytes()).position();
        }
        view =
                new PartitionView(
                        now.offsets(),
                        segments,
                        epochs.spans(),
                        now.visibleSegment(),
                        visibleBytes,
                        maxTimestamp);
    }

    /// Shows readers the new log end, but no more records than before.
    void publishWritten() {
        PartitionView now = view;
        PartitionOffsets offsets =
                new PartitionOffsets(logStart, now.offsets().highWatermark(), logEnd());
        view =
                new PartitionView(
                        offsets,
                        segments,
                        epochs.spans(),
                        now.visibleSegment(),
                        now.visibleBytes(),
                        now.maxTimestamp());
    }

    /// Shows readers all that was appended; says whether that is more than before.
    boolean publishDurable() {
        long before = view.offsets().highWatermark();
        view = fullView();
        return view.offsets().highWatermark() > before;
    }

    private PartitionView fullView() {
        long end = logEnd();
        maxTimestamp = Math.max(maxTimestamp, active().maxTimestamp());
        return new PartitionView(
                new PartitionOffsets(logStart, end, end),
                segments,
                epochs.spans(),
                segments.size() - 1,
                active().sizeInBytes(),
                maxTimestamp);
    }

    /// Brings all files up to date for a closed folder; says whether names in the folder changed.
    boolean finish() throws IOException {
        if (!changed) {
            return false;
        }
        boolean durably = config.syncPolicy().syncsFiles();
        if (durably) {
            for (Segment segment : full) {
                segment.sync();
                segment.syncIndexes();
            }
            active().sync();
        }
        active().flushIndexes(durably);
        epochs.store();
        storeProducers();
        changed = false;
        recoveryPoint = logEnd();
        indexPoint = durably ? recoveryPoint : 0;
        return true;
    }

    /// Whether it is no more, perhaps while a checkpoint of it is under way.
    boolean isDeleted() {
        return deleted;
    }

    /// Takes note that it is no more.
    void markDeleted() {
        deleted = true;
    }

    /// Closes all files. Nothing depends on how that goes: what must be on the disk is there.
    void closeQuietly() {
        retired.addAll(segments);
        for (Segment segment : retired) {
            try {
                segment.close();
            } catch (IOException e) {
                Notices.warn("file not closed partition=" + partition, e);
            }
        }
    }
}
