package io.qanat.log;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.log.folder.EpochCheckpoint;
import io.qanat.log.folder.PartitionMetadata;
import io.qanat.log.folder.TextFile;
import io.qanat.log.segment.PartitionFolder;
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
/// its indexes are made anew. What stands behind the last whole batch of the last segment is cut
/// off. Nothing is cut off a segment that others follow: its damaged end stays in the file, unread.
final class PartitionOpening {
    private final PartitionFolder folder;
    private final LogConfig config;
    private final Findings findings;
    private final LeaderEpochs epochs;
    private boolean checked;

    PartitionOpening(Disk disk, Path path, LogConfig config, Findings findings) {
        this.folder = new PartitionFolder(disk, path);
        this.config = config;
        this.findings = findings;
        this.epochs = new LeaderEpochs(new TextFile(disk, path.resolve(EpochCheckpoint.FILE)));
    }

    /// Opens the partition; empty when its creation was never finished, so that nobody was told of
    /// it.
    Optional<OpenedPartition> open(boolean clean, long recoveryPoint, long logStart)
            throws IOException {
        List<Long> bases = baseOffsets();
        if (bases.isEmpty()
                && !folder.disk().exists(folder.path().resolve(PartitionMetadata.FILE))) {
            return Optional.empty();
        }
        loadEpochs();
        var segments = new ArrayList<Segment>();
        for (int i = 0; i < bases.size(); i++) {
            boolean last = i == bases.size() - 1;
            boolean trusted = clean || (!last && bases.get(i + 1) <= recoveryPoint);
            segments.add(segment(bases.get(i), trusted, last));
        }
        if (segments.isEmpty()) {
            checked = true;
            segments.add(
                    Segment.create(
                            folder,
                            Math.max(logStart, recoveryPoint),
                            config.indexIntervalBytes()));
        }
        long logEnd = segments.getLast().nextOffset();
        epochs.cutAt(logEnd);
        return Optional.of(
                new OpenedPartition(
                        folder,
                        epochs,
                        segments,
                        Math.max(logStart, segments.getFirst().baseOffset()),
                        checked,
                        checked ? segments.getLast().baseOffset() : logEnd));
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
                return segment.get();
            }
            findings.add(
                    folder.file(base, PartitionFolder.LOG),
                    "batches and indexes contradict each other: all checked");
        }
        return checked(base, last);
    }

    private Segment checked(long base, boolean last) throws IOException {
        var scan = new SegmentScan(folder, base, config.indexIntervalBytes());
        SegmentScan.Checked found = scan.checked();
        checked = true;
        epochs.assignAll(scan.epochs());
        Path file = folder.file(base, PartitionFolder.LOG);
        int wholeBytes = found.segment().sizeInBytes();
        if (found.problem().isPresent()) {
            findings.add(
                    file,
                    found.problem().get()
                            + " at position "
                            + wholeBytes
                            + (last ? ", cut off " : ", left unread ")
                            + (found.fileBytes() - wholeBytes)
                            + " bytes");
        }
        if (last) {
            makeWhole(file, wholeBytes);
        } else {
            found.segment().flushIndexes(config.syncPolicy().syncsFiles());
        }
        return found.segment();
    }

    /// What survived a crash may be in the operating system's memory only: it must be on the disk
    /// before anybody is shown it.
    private void makeWhole(Path file, int wholeBytes) throws IOException {
        try (DiskFile open = folder.disk().open(file, Disk.Access.WRITE)) {
            open.truncate(wholeBytes);
            if (config.syncPolicy().syncsFiles()) {
                open.force();
            }
        }
    }
}
