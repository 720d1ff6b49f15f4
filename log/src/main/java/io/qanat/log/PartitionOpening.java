package io.qanat.log;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.log.folder.EpochCheckpoint;
import io.qanat.log.folder.PartitionMetadata;
import io.qanat.log.folder.TextFile;
import io.qanat.log.segment.Damage;
import io.qanat.log.segment.GapBatch;
import io.qanat.log.segment.PartitionFolder;
import io.qanat.log.segment.Quarantine;
import io.qanat.log.segment.Segment;
import io.qanat.log.segment.SegmentScan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private final FolderOpening opening;
    private final PartitionFolder folder;
    private final LogConfig config;
    private final Findings findings;
    private final LeaderEpochs epochs;
    private final long recoveryPoint;
    private final long indexPoint;
    private final long logStart;
    private final WrittenAhead.Tail tail;
    private final List<Segment> full = new ArrayList<>();
    private boolean checked;
    private boolean cut;

    PartitionOpening(
            Path path, FolderOpening of, CheckpointedOffsets checkpointed, WrittenAhead.Tail tail) {
        this.opening = of;
        this.folder = new PartitionFolder(of.disk(), path);
        this.config = of.config();
        this.findings = of.findings();
        this.epochs = new LeaderEpochs(new TextFile(of.disk(), path.resolve(EpochCheckpoint.FILE)));
        this.recoveryPoint = checkpointed.recoveryPoint();
        this.indexPoint = checkpointed.indexPoint();
        this.logStart = checkpointed.logStart();
        this.tail = tail;
    }

    /// Opens the partition; empty when its creation was never finished, so that nobody was told of
    /// it.
    Optional<OpenedPartition> open(boolean clean) throws IOException {
        List<Long> bases = baseOffsets();
        if (!isCreated(bases)) {
            return Optional.empty();
        }
        loadEpochs();
        var segments = new ArrayList<Segment>();
        for (int i = 0; i < bases.size(); i++) {
            if (isBehindTheEnd(bases.get(i), segments)) {
                drop(bases.subList(i, bases.size()));
                break;
            }
            boolean last = i == bases.size() - 1;
            boolean trusted = clean || (!last && bases.get(i + 1) <= recoveryPoint);
            segments.add(segment(bases.get(i), trusted, last));
        }
        full.remove(segments.isEmpty() ? null : segments.getLast());
        reachRecoveryPoint(segments);
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
    private boolean isBehindTheEnd(long base, List<Segment> before) {
        if (!tail.logged() || before.isEmpty()) {
            return false;
        }
        long end = before.getLast().nextOffset();
        return cut || (base > end && end >= durableEnd());
    }

    private void drop(List<Long> bases) throws IOException {
        for (long base : bases) {
            findings.add(
                    folder.file(base, PartitionFolder.LOG),
                    "behind the end of the log, removed; the write-ahead log has what counts");
            folder.disk().delete(folder.file(base, PartitionFolder.LOG));
            folder.disk().delete(folder.file(base, PartitionFolder.OFFSET_INDEX));
            folder.disk().delete(folder.file(base, PartitionFolder.TIME_INDEX));
        }
        folder.disk().syncDirectory(folder.path());
    }

    private List<Long> baseOffsets() throws IOException {
        var bases = new ArrayList<Long>();
        for (String name : folder.disk().list(folder.path())) {
            long base = PartitionFolder.baseOffset(name);
            if (base >= 0) {
                bases.add(base);
            }
        }
        return bases;
    }

    private boolean isCreated(List<Long> bases) throws IOException {
        if (folder.disk().exists(folder.path().resolve(PartitionMetadata.FILE))) {
            return true;
        }
        for (long base : bases) {
            try (DiskFile file =
                    folder.disk().open(folder.file(base, PartitionFolder.LOG), Disk.Access.READ)) {
                if (file.sizeInBytes() > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private void loadEpochs() {
        try {
            epochs.load();
        } catch (IOException e) {
            findings.add(folder.path(), "leader epochs unreadable: " + e.getMessage());
        }
    }

    private Segment segment(long base, boolean trusted, boolean last) throws IOException {
        if (trusted) {
            var scan = new SegmentScan(folder, base, config.indexIntervalBytes());
            Optional<Segment> segment = scan.trusted();
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
        return checked(base, trusted, last);
    }

    private Segment checked(long base, boolean trusted, boolean last) throws IOException {
        checked = true;
        SegmentScan.Checked found = trusted ? scanned(base) : scannedFromCheckpoint(base);
        if (tail.logged()) {
            found = withoutTorn(base, found);
        }
        if (!found.damages().isEmpty()) {
            boolean durable = trusted || found.segment().nextOffset() < recoveryPoint;
            if (last && !durable && !tail.logged() && found.hasTornTail()) {
                report(base, found.damages(), "cut off");
            } else {
                report(base, found.damages(), "moved aside");
                new Quarantine(folder, base).take(found.damages(), found.fileBytes());
                found = scanned(base);
            }
        }
        if (tail.logged()) {
            full.add(found.segment());
        } else if (last) {
            makeWhole(base, found.segment().sizeInBytes());
        }
        if (!last) {
            found.segment().flushIndexes(config.syncPolicy().syncsFiles() && !tail.logged());
        }
        return found.segment();
    }

    /// The segment cut off, durably, at the first damage behind what was durable.
    private SegmentScan.Checked withoutTorn(long base, SegmentScan.Checked found)
            throws IOException {
        for (Damage damage : found.damages()) {
            if (damage.nextOffset() >= durableEnd()) {
                report(base, List.of(damage), "cut off");
                makeWhole(base, damage.from());
                cut = true;
                return scanned(base);
            }
        }
        return found;
    }

    private SegmentScan.Checked scannedFromCheckpoint(long base) throws IOException {
        if (base < Math.min(recoveryPoint, indexPoint)) {
            var scan = new SegmentScan(folder, base, config.indexIntervalBytes());
            Optional<SegmentScan.Checked> found = scan.checkedFrom(recoveryPoint, indexPoint);
            if (found.isPresent()) {
                epochs.assignAll(scan.epochs());
                return found.get();
            }
            findings.add(
                    folder.file(base, PartitionFolder.LOG),
                    "batches and indexes contradict the checkpoint: all checked");
        }
        return scanned(base);
    }

    private SegmentScan.Checked scanned(long base) throws IOException {
        var scan = new SegmentScan(folder, base, config.indexIntervalBytes());
        SegmentScan.Checked found = scan.checked();
        epochs.assignAll(scan.epochs());
        return found;
    }

    private void report(long base, List<Damage> damages, String fate) {
        for (Damage damage : damages) {
            findings.add(
                    folder.file(base, PartitionFolder.LOG),
                    damage.problem()
                            + " at position "
                            + damage.from()
                            + ", "
                            + fate
                            + " "
                            + damage.sizeInBytes()
                            + " bytes");
        }
    }

    /// What survived a crash may be in the operating system's memory only: it must be on the disk
    /// before anybody is shown it.
    private void makeWhole(long base, long wholeBytes) throws IOException {
        Path path = folder.file(base, PartitionFolder.LOG);
        try (DiskFile file = folder.disk().open(path, Disk.Access.WRITE)) {
            if (file.sizeInBytes() > wholeBytes) {
                file.truncate(wholeBytes);
            }
            if (config.syncPolicy().syncsFiles()) {
                file.force();
            }
        }
    }

    /// Offsets that were given once are not given again, even when their records are lost.
    private void reachRecoveryPoint(List<Segment> segments) throws IOException {
        long start = Math.max(logStart, recoveryPoint);
        if (segments.isEmpty()) {
            checked = true;
            segments.add(Segment.create(folder, start, config.indexIntervalBytes()));
            return;
        }
        Segment last = segments.getLast();
        long end = last.nextOffset();
        if (end < start) {
            checked = true;
            findings.add(
                    folder.path(),
                    "the records from offset " + end + " to " + start + " are missing");
            last.append(GapBatch.of(end, start, Math.max(epochs.latest(), 0)));
            if (config.syncPolicy().syncsFiles()) {
                last.sync();
            }
        }
    }
}
