package io.qanat.log;

import io.qanat.log.disk.Disk;
import io.qanat.log.folder.OffsetCheckpoint;
import io.qanat.log.folder.PartitionMetadata;
import io.qanat.log.folder.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The opening of all partitions of a data folder. Confined to the opening thread.
final class FolderOpening {
    private static final UUID NO_TOPIC_ID = new UUID(0, 0);

    private final Disk disk;
    private final Path root;
    private final LogConfig config;
    private final FolderFiles files;
    private final Findings findings = new Findings();
    private final ConcurrentMap<TopicPartition, PartitionLog> partitions =
            new ConcurrentHashMap<>();

    private FolderOpening(DataFolder folder, LogConfig config) {
        this.disk = folder.disk();
        this.root = folder.path();
        this.config = config;
        this.files = new FolderFiles(disk, root);
    }

    static OpenedFolder open(DataFolder folder, LogConfig config) throws IOException {
        var opening = new FolderOpening(folder, config);
        boolean opened = false;
        try {
            OpenedFolder result = opening.opened();
            opened = true;
            return result;
        } finally {
            if (!opened) {
                opening.partitions.values().forEach(PartitionLog::closeQuietly);
            }
        }
    }

    private OpenedFolder opened() throws IOException {
        boolean clean = files.isMarkedClean();
        Map<String, Long> recoveryPoints = offsets(OffsetCheckpoint.RECOVERY_POINT);
        Map<String, Long> logStarts = offsets(OffsetCheckpoint.LOG_START);
        for (String name : disk.list(root)) {
            Optional<TopicPartition> partition = PartitionName.parse(name);
            if (partition.isEmpty() || !disk.isDirectory(root.resolve(name))) {
                removeWhenDeleted(name);
                continue;
            }
            var opening =
                    new PartitionOpening(
                            root.resolve(name),
                            this,
                            recoveryPoints.getOrDefault(name, 0L),
                            logStarts.getOrDefault(name, 0L));
            Optional<OpenedPartition> opened = opening.open(clean);
            if (opened.isPresent()) {
                partitions.put(
                        partition.get(),
                        new PartitionLog(partition.get(), topicId(name), config, opened.get()));
            }
        }
        if (!clean && config.syncPolicy().syncsFiles()) {
            disk.syncDirectory(root);
        }
        return new OpenedFolder(
                files, partitions, latestEpoch() + 1, new RecoveryReport(clean, findings.lines()));
    }

    private int latestEpoch() {
        int latest = LeaderEpochs.NONE;
        for (PartitionLog log : partitions.values()) {
            latest = Math.max(latest, log.latestEpoch());
        }
        return latest;
    }

    Disk disk() {
        return disk;
    }

    LogConfig config() {
        return config;
    }

    Findings findings() {
        return findings;
    }

    private void removeWhenDeleted(String name) throws IOException {
        if (PartitionName.isDeleted(name)) {
            new PartitionFolders(disk, root, config).remove(root.resolve(name));
        }
    }

    private Map<String, Long> offsets(String name) {
        var file = new TextFile(disk, root.resolve(name));
        if (!file.exists()) {
            return Map.of();
        }
        try {
            return OffsetCheckpoint.read(file);
        } catch (IOException e) {
            findings.add(file.path(), e.getMessage() + ": ignored");
            return Map.of();
        }
    }

    private UUID topicId(String name) {
        var file = new TextFile(disk, root.resolve(name).resolve(PartitionMetadata.FILE));
        try {
            return PartitionMetadata.read(file);
        } catch (IOException e) {
            findings.add(file.path(), "no topic id: " + e.getMessage());
            return NO_TOPIC_ID;
        }
    }
}
