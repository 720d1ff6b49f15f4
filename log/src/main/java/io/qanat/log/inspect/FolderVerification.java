package io.qanat.log.inspect;

import io.qanat.log.TopicPartition;
import io.qanat.log.disk.Disk;
import io.qanat.log.folder.CleanMarker;
import io.qanat.log.folder.MetaProperties;
import io.qanat.log.folder.TextFile;
import io.qanat.log.segment.PartitionFolder;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The verification of a data folder. Confined to the thread that verifies, for one run.
final class FolderVerification {
    /// How often a write-ahead log is read that seems damaged, in case its files were used for
    /// another round meanwhile.
    private static final int READS_MAX = 3;

    private final Disk disk;
    private final Path root;
    private final FolderUse useUnlessClosed;
    private final Consumer<Finding> findings;
    private final Report report;
    private Optional<WriteAhead> ahead = Optional.empty();

    FolderVerification(
            Disk disk, Path root, FolderUse useUnlessClosed, Consumer<Finding> findings) {
        this.disk = disk;
        this.root = root;
        this.useUnlessClosed = useUnlessClosed;
        this.findings = findings;
        this.report = new Report(findings);
    }

    /// Reads the files of the folder, and of partitions in it.
    Tally run(List<TopicPartition> partitions) throws IOException {
        boolean isOurs = properties().format() > 0;
        // Read before the partitions, whose ends only grow.
        var checkpoints = FolderCheckpoints.read(disk, root, isOurs, report);
        for (TopicPartition partition : partitions) {
            verify(partition, checkpoints, isOurs);
        }
        return report.tally();
    }

    private MetaProperties properties() throws IOException {
        try {
            return MetaProperties.read(new TextFile(disk, root.resolve(MetaProperties.FILE)));
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "it has no " + MetaProperties.FILE + ", so it is no data folder", e);
        }
    }

    /// A broker that has a folder open takes the mark of its last close away with the first change,
    /// perhaps while this reads: then the partition is read once more, as one that is in use.
    private void verify(TopicPartition partition, FolderCheckpoints checkpoints, boolean isOurs)
            throws IOException {
        FolderUse use = use();
        var found = new ArrayList<Finding>();
        Tally tally =
                attempt(partition, checkpoints, trust(partition, checkpoints, isOurs, use), found);
        if (use == FolderUse.CLOSED && use() != FolderUse.CLOSED) {
            found.clear();
            tally =
                    attempt(
                            partition,
                            checkpoints,
                            trust(partition, checkpoints, isOurs, use()),
                            found);
        }
        found.forEach(findings);
        report.add(tally);
    }

    private FolderUse use() {
        return new CleanMarker(disk, root).isSet() ? FolderUse.CLOSED : useUnlessClosed;
    }

    private PartitionTrust trust(
            TopicPartition partition, FolderCheckpoints checkpoints, boolean isOurs, FolderUse use)
            throws IOException {
        return new PartitionTrust(
                use,
                checkpoints.recoveryPoint(partition),
                isOurs,
                ahead(use).exists(),
                Coverage.EMPTY);
    }

    /// After an orderly close nothing of a write-ahead log is needed.
    private WriteAhead ahead(FolderUse use) throws IOException {
        if (use == FolderUse.CLOSED) {
            return WriteAhead.NONE;
        }
        if (ahead.isEmpty()) {
            ahead = Optional.of(readAhead());
        }
        return ahead.get();
    }

    private WriteAhead readAhead() throws IOException {
        WriteAhead read = WriteAhead.read(disk, root);
        for (int i = 1; i < READS_MAX && !read.damages().isEmpty(); i++) {
            read = WriteAhead.read(disk, root);
        }
        read.damages().forEach(report::take);
        report.countBytes(read.bytes());
        return read;
    }

    private Tally attempt(
            TopicPartition partition,
            FolderCheckpoints checkpoints,
            PartitionTrust trust,
            List<Finding> found)
            throws IOException {
        var attempt = new Report(found::add);
        var folder = new PartitionFolder(disk, root.resolve(partition.toString()));
        try {
            Optional<Long> logEnd =
                    new PartitionVerification(folder, trust, ahead(trust.use()), attempt).run();
            logEnd.ifPresent(end -> checkpoints.compare(partition, end, attempt));
        } catch (NoSuchFileException | NotDirectoryException e) {
            // The topic was deleted meanwhile.
            found.clear();
            return new Report(findings).tally();
        } catch (IOException e) {
            attempt.damage(folder.path(), "cannot be read: " + e.getMessage());
        }
        return attempt.tally();
    }
}
