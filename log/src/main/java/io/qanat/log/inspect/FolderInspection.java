package io.qanat.log.inspect;

import io.qanat.log.TopicPartition;
import io.qanat.log.disk.Disk;
import io.qanat.log.disk.FileDisk;
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
import java.util.function.Predicate;

/// A look into a data folder that leaves it as it is, whoever has it open. Confined to its caller.
public final class FolderInspection {
    private final Disk disk;
    private final Path root;
    private final FolderUse useUnlessClosed;

    private FolderInspection(Disk disk, Path root, FolderUse useUnlessClosed) {
        this.disk = disk;
        this.root = root;
        this.useUnlessClosed = useUnlessClosed;
    }

    /// A look into a folder on this computer's disk.
    ///
    /// @param useUnlessClosed who has it open, unless it is marked as closed
    public static FolderInspection of(Path folder, FolderUse useUnlessClosed) {
        return of(folder, useUnlessClosed, new FileDisk());
    }

    /// A look into a folder on a disk.
    public static FolderInspection of(Path folder, FolderUse useUnlessClosed, Disk disk) {
        return new FolderInspection(disk, folder.toAbsolutePath().normalize(), useUnlessClosed);
    }

    /// The partitions that there are at this moment.
    ///
    /// @throws IOException when this is no folder that can be listed
    public List<TopicPartition> partitions() throws IOException {
        var partitions = new ArrayList<TopicPartition>();
        for (String name : disk.list(root)) {
            Optional<TopicPartition> partition = TopicPartition.parse(name);
            if (partition.isPresent() && disk.isDirectory(root.resolve(name))) {
                partitions.add(partition.get());
            }
        }
        return partitions;
    }

    /// Reads partitions with all that belongs to them, and says what is not as it should be.
    ///
    /// @param chosen which partitions to read
    /// @param findings told of each finding at once
    /// @throws IOException when this is no data folder, or one that cannot be listed
    public Tally verify(Predicate<TopicPartition> chosen, Consumer<Finding> findings)
            throws IOException {
        List<TopicPartition> partitions = partitions();
        var report = new Report(findings);
        MetaProperties properties = properties(partitions.isEmpty());
        // Read before the partitions, whose ends only grow.
        var checkpoints = FolderCheckpoints.read(disk, root, report);
        boolean isOurs = properties.format() > 0;
        for (TopicPartition partition : partitions) {
            if (chosen.test(partition)) {
                verify(partition, checkpoints, isOurs, report, findings);
            }
        }
        return report.tally();
    }

    private MetaProperties properties(boolean isEmpty) throws IOException {
        var file = new TextFile(disk, root.resolve(MetaProperties.FILE));
        try {
            return MetaProperties.read(file);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    root + " has no " + MetaProperties.FILE + (isEmpty ? ": no data folder" : ""),
                    e);
        }
    }

    /// A broker that has a folder open takes the mark of its last close away with the first change,
    /// perhaps while this reads: then the partition is read once more, as one that is in use.
    private void verify(
            TopicPartition partition,
            FolderCheckpoints checkpoints,
            boolean isOurs,
            Report report,
            Consumer<Finding> findings)
            throws IOException {
        FolderUse use = use();
        var found = new ArrayList<Finding>();
        Tally tally = attempt(partition, checkpoints, isOurs, use, found::add);
        if (use == FolderUse.CLOSED && use() != FolderUse.CLOSED) {
            found.clear();
            tally = attempt(partition, checkpoints, isOurs, use(), found::add);
        }
        found.forEach(findings);
        report.add(tally);
    }

    private FolderUse use() {
        return new CleanMarker(disk, root).isSet() ? FolderUse.CLOSED : useUnlessClosed;
    }

    private Tally attempt(
            TopicPartition partition,
            FolderCheckpoints checkpoints,
            boolean isOurs,
            FolderUse use,
            Consumer<Finding> findings)
            throws IOException {
        var report = new Report(findings);
        var folder = new PartitionFolder(disk, root.resolve(partition.toString()));
        var trust = new PartitionTrust(use, checkpoints.recoveryPoint(partition), isOurs);
        try {
            Optional<Long> logEnd = new PartitionVerification(folder, trust, report).run();
            logEnd.ifPresent(end -> checkpoints.compare(partition, end, report));
        } catch (NoSuchFileException | NotDirectoryException e) {
            // The topic was deleted meanwhile.
            return new Report(findings).tally();
        } catch (IOException e) {
            report.damage(folder.path(), "cannot be read: " + e.getMessage());
        }
        return report.tally();
    }
}
