package io.qanat.log;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.log.folder.EpochCheckpoint;
import io.qanat.log.folder.KafkaId;
import io.qanat.log.folder.PartitionMetadata;
import io.qanat.log.folder.TextFile;
import io.qanat.log.segment.PartitionFolder;
import io.qanat.log.segment.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/// The creation and removal of partitions in a data folder. Confined to the log writer.
final class PartitionFolders {
    private final Disk disk;
    private final Path root;
    private final LogConfig config;

    PartitionFolders(Disk disk, Path root, LogConfig config) {
        this.disk = disk;
        this.root = root;
        this.config = config;
    }

    /// Makes an empty partition. Its names are durable when the caller has synced its folder and
    /// the root. What an attempt that did not get so far left behind is taken over.
    PartitionLog create(TopicPartition partition, UUID topicId) throws IOException {
        var folder = new PartitionFolder(disk, root.resolve(partition.toString()));
        disk.createDirectory(folder.path());
        requireNoBatches(folder);
        Segment first = Segment.create(folder, 0, config.indexIntervalBytes());
        PartitionMetadata.write(
                new TextFile(disk, folder.path().resolve(PartitionMetadata.FILE)), topicId);
        var epochs =
                new LeaderEpochs(new TextFile(disk, folder.path().resolve(EpochCheckpoint.FILE)));
        return new PartitionLog(
                partition,
                topicId,
                config,
                new OpenedPartition(folder, epochs, List.of(first), 0, true, 0));
    }

    private void requireNoBatches(PartitionFolder folder) throws IOException {
        for (String name : disk.list(folder.path())) {
            if (PartitionFolder.baseOffset(name) >= 0) {
                try (DiskFile file = disk.open(folder.path().resolve(name), Disk.Access.READ)) {
                    if (file.sizeInBytes() > 0) {
                        throw new IOException(
                                folder.path() + " holds batches of a partition that is not known");
                    }
                }
            }
        }
    }

    /// Takes a partition's name away, so that it is gone when the caller has synced the root.
    /// Returns what is left to remove.
    Path retire(PartitionLog log) throws IOException {
        String unique = KafkaId.random().toString().replace("-", "");
        Path retired = root.resolve(PartitionName.deleted(log.partition(), unique));
        disk.rename(log.folder().path(), retired);
        return retired;
    }

    /// Removes a retired folder with its files.
    void remove(Path retired) throws IOException {
        for (String name : disk.list(retired)) {
            disk.delete(retired.resolve(name));
        }
        disk.delete(retired);
    }
}
