package io.qanat.log.inspect;

import io.qanat.log.folder.EpochCheckpoint;
import io.qanat.log.folder.PartitionMetadata;
import io.qanat.log.folder.TextFile;
import io.qanat.log.segment.PartitionFolder;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// The verification of one partition's folder. Confined to the thread that verifies.
final class PartitionVerification {
    private static final String DAMAGED = ".damaged-";

    private final PartitionFolder folder;
    private final WriteAhead ahead;
    private final Report report;
    private PartitionTrust trust;

    PartitionVerification(
            PartitionFolder folder, PartitionTrust trust, WriteAhead ahead, Report report) {
        this.folder = folder;
        this.trust = trust;
        this.ahead = ahead;
        this.report = report;
    }

    /// Reads everything.
    ///
    /// @return the offset after the last whole batch; empty when the partition is gone, or not
    ///   there yet
    Optional<Long> run() throws IOException {
        List<String> names = folder.disk().list(folder.path());
        List<Long> bases = bases(names);
        if (!isCreated(names)) {
            return Optional.empty();
        }
        report.countPartition();
        names.stream().filter(name -> name.contains(DAMAGED)).forEach(this::quarantined);
        if (bases.isEmpty()) {
            if (trust.use() == FolderUse.CLOSED) {
                report.damage(folder.path(), "has no segment");
            }
            return Optional.of(end(0));
        }
        var order = new OffsetOrder(report, trust);
        var epochs = new EpochAgreement(report, epochs(), trust.use() != FolderUse.CLOSED);
        for (int i = 0; i < bases.size(); i++) {
            verify(bases.get(i), i + 1 < bases.size() ? bases.get(i + 1) : -1, order, epochs);
        }
        return order.nextOffset() < 0 ? Optional.empty() : Optional.of(end(order.nextOffset()));
    }

    private long end(long segmentsEnd) {
        return trust.ahead()
                .end(
                        segmentsEnd,
                        (from, to) ->
                                report.damage(
                                        folder.path(),
                                        OffsetOrder.missing(from, to)
                                                + " in the segments and in the write-ahead log"));
    }

    private static List<Long> bases(List<String> names) {
        var bases = new ArrayList<Long>();
        for (String name : names) {
            long base = PartitionFolder.baseOffset(name);
            if (base >= 0) {
                bases.add(base);
            }
        }
        return bases;
    }

    /// A folder without the topic's id is one whose creation has not finished, unless it has bytes.
    private boolean isCreated(List<String> names) throws IOException {
        Path path = folder.path().resolve(PartitionMetadata.FILE);
        if (!names.contains(PartitionMetadata.FILE)) {
            if (trust.use() == FolderUse.CLOSED) {
                report.damage(path, "is missing, and the topic's id with it");
            }
            return trust.use() == FolderUse.CLOSED || !bases(names).isEmpty();
        }
        try {
            UUID topicId = PartitionMetadata.read(new TextFile(folder.disk(), path));
            trust = trust.with(ahead.of(folder.path().getFileName().toString(), topicId));
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            report.damage(path, "no topic id: " + e.getMessage());
        }
        return true;
    }

    private void quarantined(String name) {
        report.note(
                folder.path().resolve(name),
                "damage that was moved aside when it was found; delete it when it is of no use");
    }

    private NavigableMap<Integer, Long> epochs() {
        var file = new TextFile(folder.disk(), folder.path().resolve(EpochCheckpoint.FILE));
        if (file.exists()) {
            try {
                return !trust.isOurs() && FolderCheckpoints.isEmpty(folder.disk(), file.path())
                        ? new TreeMap<>()
                        : EpochCheckpoint.read(file);
            } catch (NoSuchFileException e) {
                return new TreeMap<>();
            } catch (IOException e) {
                report.damage(file.path(), "unreadable: " + e.getMessage());
            }
        }
        return new TreeMap<>();
    }

    private void verify(long base, long next, OffsetOrder order, EpochAgreement epochs) {
        Path path = folder.file(base, PartitionFolder.LOG);
        try {
            new SegmentVerification(folder, trust, base, next, report).run(order, epochs);
        } catch (NoSuchFileException e) {
            // Deleted while this read, with all before it, or with the partition.
            order.interrupt();
        } catch (IOException e) {
            report.damage(path, "cannot be read: " + e.getMessage());
            order.interrupt();
        }
    }
}
