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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The creation and removal of partitions in a data folder. Confined to the log writer.
final class PartitionFolders {
    private final Disk disk;
    private final Path root;
    private final LogConfig config;
    private final List<Path> retired = new ArrayList<>();

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
        name(folder, topicId);
        Segment first = Segment.create(folder, 0, config.indexIntervalBytes());
        var epochs =
                new LeaderEpochs(new TextFile(disk, folder.path().resolve(EpochCheckpoint.FILE)));
        return new PartitionLog(
                partition,
                topicId,
                config,
                new OpenedPartition(folder, epochs, List.of(first), List.of(), 0, true, 0, 0));
    }

    /// Writes down whose partition a folder is, durably when the caller has synced it.
    void name(PartitionFolder folder, UUID topicId) throws IOException {
        PartitionMetadata.write(
                new TextFile(disk, folder.path().resolve(PartitionMetadata.FILE)), topicId);
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
    void retire(PartitionLog log) throws IOException {
        String unique = KafkaId.random().toString().replace("-", "");
        Path path = root.resolve(PartitionName.deleted(log.partition(), unique));
        disk.rename(log.folder().path(), path);
        retired.add(path);
    }

    /// Removes what was retired. What cannot be removed waits for the next opening.
    void removeRetired() {
        for (Path path : retired) {
            try {
                remove(path);
            } catch (IOException e) {
                Notices.warn("deleted partition not yet removed folder=" + path, e);
            }
        }
        retired.clear();
    }

    /// Removes a retired folder with its files.
    void remove(Path path) throws IOException {
        for (String name : disk.list(path)) {
            disk.delete(path.resolve(name));
        }
        disk.delete(path);
    }
}
