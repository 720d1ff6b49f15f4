package io.qanat.log;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.log.folder.EpochCheckpoint;
import io.qanat.log.folder.MalformedFileException;
import io.qanat.log.folder.TextFile;
import io.qanat.log.segment.Damage;
import io.qanat.log.segment.EpochSpans;
import io.qanat.log.segment.GapBatch;
import io.qanat.log.segment.PartitionFolder;
import io.qanat.log.segment.Segment;
import io.qanat.log.segment.SegmentScan;
import io.qanat.log.wal.FoundBatches;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The opening of one partition, with the repair of what a crash left. Confined to the opening
/// thread.
///
/// After a crash, a segment that reaches beyond the recovery point is checked batch by batch and
/// its indexes are made anew. What is torn beyond the point up to which all was durable is cut off,
/// since the write-ahead log has it or nobody was told of it. Without a write-ahead log, only the
/// torn end of the last segment is. Any other damage is moved aside, and what stands around it is
/// kept.
final class PartitionOpening {
    /// A gap of more segments than this is no loss of records, but a wrong name or number.
    private static final int BLANK_BYTES = 256 * 1024;

    private static final int FILLERS_MAX = 16;

    private static final long UNKNOWN = -1;

    private final FolderOpening opening;
    private final PartitionFolder folder;
    private final SegmentFiles files;
    private final LogConfig config;
    private final Findings findings;
    private final LeaderEpochs epochs;
    private final long recoveryPoint;
    private final long indexPoint;
    private final long logStart;
    private final boolean checkpointed;
    private final WrittenAhead.Tail tail;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Segment> full = new ArrayList<>();
    private boolean epochsKnown;
    private boolean contradicted;
    private boolean checked;
    private boolean cut;

    PartitionOpening(
            Path path, FolderOpening of, CheckpointedOffsets checkpointed, WrittenAhead.Tail tail) {
        this.opening = of;
        this.folder = new PartitionFolder(of.disk(), path);
        this.config = of.config();
        this.findings = of.findings();
        this.files = new SegmentFiles(folder, findings);
        this.epochs = new LeaderEpochs(new TextFile(of.disk(), path.resolve(EpochCheckpoint.FILE)));
        this.recoveryPoint = checkpointed.recoveryPoint();
        this.indexPoint = checkpointed.indexPoint();
        this.logStart = checkpointed.logStart();
        this.checkpointed = checkpointed.exists();
        this.tail = tail;
    }

    /// Opens the partition; empty when its creation was never finished, so that nobody was told of
    /// it.
    Optional<OpenedPartition> open(boolean closedInOrder) throws IOException {
        List<Long> bases = files.baseOffsets();
        boolean clean = closedInOrder && checkpointed;
        if (!clean && !files.isCreated(bases)) {
            return Optional.empty();
        }
        loadEpochs();
        read(bases, clean);
        if (contradicted) {
            findings.add(
                    folder.path().resolve(EpochCheckpoint.FILE),
                    "contradicts the batches, made anew from them");
            readAgain(clean);
        }
        full.remove(segments.isEmpty() ? null : segments.getLast());
        // Only now is it known which segments will not grow any more.
        for (Segment segment : full) {
            segment.flushIndexes(false);
        }
        reach(Math.max(logStart, recoveryPoint));
        reportLostStart();
        if (checked && config.syncPolicy().syncsFiles() && (!tail.logged() || isNew())) {
            // A name that only the operating system's memory has must not be built upon.
            opening.syncBeforeTheEnd(folder.path());
        }
        long logEnd = segments.getLast().nextOffset();
        epochs.cutAt(logEnd);
        return Optional.of(
                new OpenedPartition(
                        folder,
                        epochs,
                        segments,
                        full,
                        Math.max(logStart, segments.getFirst().baseOffset()),
                        checked,
                        tail.logged()
                                ? Math.min(recoveryPoint, logEnd)
                                : checked ? segments.getLast().baseOffset() : logEnd,
                        indexPoint));
    }

    /// Without a checkpoint that can be believed, the epochs are what all the batches say.
    private void loadEpochs() throws IOException {
        try {
            epochsKnown = epochs.load();
        } catch (MalformedFileException e) {
            findings.add(
                    folder.path().resolve(EpochCheckpoint.FILE),
                    "unusable, made anew from the batches: " + e.getMessage());
        }
        if (!epochsKnown) {
            epochs.forget();
        }
    }

    private void readAgain(boolean clean) throws IOException {
        epochs.forget();
        epochsKnown = false;
        segments.clear();
        full.clear();
        cut = false;
        read(files.baseOffsets(), clean);
    }

    private void read(List<Long> bases, boolean clean) throws IOException {
        for (int i = 0; i < bases.size(); i++) {
            long base = bases.get(i);
            if (clean && base > recoveryPoint) {
                files.setAside(base, "begins behind the end of the log at " + recoveryPoint);
                continue;
            }
            if (!segments.isEmpty() && base < segments.getLast().nextOffset()) {
                long end = segments.getLast().nextOffset();
                files.setAside(base, "begins before the one before it ends at " + end);
                continue;
            }
            if (isBehindTheEnd(base)) {
                files.drop(bases.subList(i, bases.size()));
                return;
            }
            if (!segments.isEmpty()) {
                reach(base);
            }
            boolean last = i == bases.size() - 1 || (clean && bases.get(i + 1) > recoveryPoint);
            boolean durable = clean || (!last && bases.get(i + 1) <= recoveryPoint);
            long end = !last ? bases.get(i + 1) : clean ? recoveryPoint : UNKNOWN;
            segments.add(segment(base, durable, last, end));
        }
    }

    /// Whether no checkpoint has named the partition yet.
    private boolean isNew() {
        return recoveryPoint == 0;
    }

    /// Up to here the batches are known to have been durable.
    private long durableEnd() {
        return Math.max(recoveryPoint, tail.start());
    }

    /// Whether a segment comes after a torn place, or after a place where whole batches are
    /// missing, so that the write-ahead log alone says what belongs there.
    private boolean isBehindTheEnd(long base) {
        if (!tail.logged() || segments.isEmpty()) {
            return false;
        }
        long end = segments.getLast().nextOffset();
        return cut || (base > end && end >= durableEnd());
    }

    private Segment segment(long base, boolean durable, boolean last, long end) throws IOException {
        if (durable && epochsKnown) {
            SegmentScan scan = scan(base);
            Optional<Segment> segment =
                    scan.trusted().filter(found -> end == UNKNOWN || found.nextOffset() == end);
            if (segment.isPresent()) {
                epochs.assignAll(scan.epochs());
                if (!last) {
                    segment.get().flushIndexesWhenBehind(config.syncPolicy().syncsFiles());
                }
                return segment.get();
            }
            findings.add(
                    folder.file(base, PartitionFolder.LOG),
                    "batches and indexes contradict each other: all checked");
        }
        return checked(base, durable, last, end);
    }

    private SegmentScan scan(long base) throws IOException {
        return mend(base).scan(spans());
    }

    private SegmentMend mend(long base) {
        return new SegmentMend(folder, config, base, FoundBatches.of(tail.entries())::from);
    }

    /// Up to the recovery point the epochs are in their checkpoint, beyond it in the write-ahead
    /// log; those of a new partition are in the latter alone.
    private EpochSpans spans() {
        long knownEnd = epochsKnown ? recoveryPoint : 0;
        boolean joined = tail.start() <= knownEnd;
        long end = joined ? Math.max(knownEnd, tail.end()) : knownEnd;
        return epochs.spans(joined ? tail.epochs() : Map.of(), end);
    }

    private Segment checked(long base, boolean durable, boolean last, long end) throws IOException {
        checked = true;
        SegmentScan.Checked found =
                durable || !epochsKnown ? scanned(base, end) : scannedFromCheckpoint(base, end);
        if (tail.logged() && !durable) {
            found = withoutTorn(base, found, end);
        }
        boolean reachesDurable = durable || found.segment().nextOffset() < recoveryPoint;
        if (last && !reachesDurable && !tail.logged() && found.hasTornTail()) {
            mend(base, found, List.of());
            report(base, found.damages().getFirst() + ", cut off");
        } else {
            found = mended(base, found, end);
        }
        if (tail.logged()) {
            if (!durable) {
                found.segment().rewriteFrom(recoveryPoint);
            }
            full.add(found.segment());
        } else if (last) {
            makeWhole(base, found.segment().sizeInBytes());
        }
        if (!last && !tail.logged()) {
            found.segment().flushIndexes(config.syncPolicy().syncsFiles());
        }
        return found.segment();
    }

    private SegmentScan.Checked mended(long base, SegmentScan.Checked found, long end)
            throws IOException {
        // Beyond what was durable, the write-ahead log has what is missing.
        long until =
                end == UNKNOWN ? recoveryPoint : tail.logged() ? Math.min(end, durableEnd()) : end;
        int epoch = epochs.spans(Map.of(), 0).least(found.nextOffset());
        List<Damage> damages = found.damagesUntil(until, epoch);
        mend(base, found, damages);
        if (damages.isEmpty()) {
            return found;
        }
        SegmentScan scan = scan(base);
        SegmentScan.Checked again = mend(base).checkedAgain(scan, end);
        epochs.assignAll(scan.epochs());
        return again;
    }

    private void mend(long base, SegmentScan.Checked found, List<Damage> damages)
            throws IOException {
        mend(base).apply(found, damages).forEach(finding -> report(base, finding));
    }

    private void report(long base, String finding) {
        findings.add(folder.file(base, PartitionFolder.LOG), finding);
    }

    /// The segment cut off, durably, at the first damage behind what was durable.
    private SegmentScan.Checked withoutTorn(long base, SegmentScan.Checked found, long end)
            throws IOException {
        for (Damage damage : found.damages()) {
            if (damage.nextOffset() >= durableEnd()) {
                report(
                        base,
                        damage.problem()
                                + " at position "
                                + damage.from()
                                + ", cut off "
                                + (found.fileBytes() - damage.from())
                                + " bytes");
                makeWhole(base, damage.from());
                cut = true;
                return scanned(base, end);
            }
        }
        return found;
    }

    private SegmentScan.Checked scannedFromCheckpoint(long base, long end) throws IOException {
        if (base < Math.min(recoveryPoint, indexPoint)) {
            SegmentScan scan = scan(base);
            Optional<SegmentScan.Checked> found = scan.checkedFrom(recoveryPoint, indexPoint, end);
            if (found.isPresent()) {
                epochs.assignAll(scan.epochs());
                contradicted |= found.get().contradictsEpochs();
                return found.get();
            }
            report(base, "batches and indexes contradict the checkpoint: all checked");
        }
        return scanned(base, end);
    }

    private SegmentScan.Checked scanned(long base, long end) throws IOException {
        SegmentScan scan = scan(base);
        SegmentScan.Checked found = scan.checked(end);
        epochs.assignAll(scan.epochs());
        contradicted |= found.contradictsEpochs();
        return found;
    }

    /// What survived a crash may be in the operating system's memory only: it must be on the disk
    /// before anybody is shown it.
    private void makeWhole(long base, long wholeBytes) throws IOException {
        Path path = folder.file(base, PartitionFolder.LOG);
        try (DiskFile file = folder.disk().open(path, Disk.Access.WRITE)) {
            boolean syncs = config.syncPolicy().syncsFiles();
            if (file.sizeInBytes() > wholeBytes) {
                if (syncs) {
                    blank(file, wholeBytes);
                }
                file.truncate(wholeBytes);
            }
            if (syncs) {
                file.force();
            }
        }
    }

    /// Zeros over the end of a file. A cut whose sync fails leaves a file that looks cut to the
    /// next opening, and may grow back when the power goes: what comes back must not be batches.
    private static void blank(DiskFile file, long from) throws IOException {
        long end = file.sizeInBytes();
        for (long at = from; at < end; ) {
            int count = (int) Math.min(BLANK_BYTES, end - at);
            file.writeFully(ByteBuffer.allocate(count), at);
            at += count;
        }
        file.force();
    }

    /// Offsets that were given once are not given again, even when their records are lost:
    /// placeholders stand for them up to an offset.
    private void reach(long offset) throws IOException {
        if (segments.isEmpty()) {
            checked = true;
            segments.add(Segment.create(folder, offset, config.indexIntervalBytes()));
            reportMissing(logStart, offset);
            return;
        }
        long end = segments.getLast().nextOffset();
        reportMissing(end, offset);
        for (int fillers = 0; segments.getLast().nextOffset() < offset; fillers++) {
            if (fillers > FILLERS_MAX) {
                throw new IOException(
                        folder.path() + " lacks the offsets " + end + " to " + (offset - 1));
            }
            fill(offset);
        }
    }

    private void fill(long offset) throws IOException {
        checked = true;
        Segment last = segments.getLast();
        long next = last.nextOffset();
        if (next >= GapBatch.endMax(last.baseOffset())) {
            last.flushIndexes(config.syncPolicy().syncsFiles());
            last = Segment.create(folder, next, config.indexIntervalBytes());
            segments.add(last);
        }
        long end = Math.min(offset, GapBatch.endMax(last.baseOffset()));
        last.append(GapBatch.of(next, end, Math.max(epochs.latest(), 0)));
        if (config.syncPolicy().syncsFiles()) {
            last.sync();
        }
    }

    private void reportMissing(long from, long to) {
        if (from < to) {
            findings.add(
                    folder.path(),
                    "the records from offset " + from + " to " + to + " are missing");
        }
    }

    /// A log whose first segments are gone begins later; Kafka says so nowhere when it removed them
    /// itself.
    private void reportLostStart() {
        if (checkpointed) {
            reportMissing(logStart, segments.getFirst().baseOffset());
        }
    }
}
