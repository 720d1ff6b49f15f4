package io.qanat.log;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.log.disk.NoSpaceException;
import io.qanat.log.folder.MalformedFileException;
import io.qanat.log.folder.OffsetCheckpoint;
import io.qanat.log.folder.PartitionMetadata;
import io.qanat.log.folder.TextFile;
import io.qanat.log.segment.PartitionFolder;
import io.qanat.log.segment.SealingException;
import io.qanat.log.wal.FoundBatches;
import io.qanat.log.wal.WalScan;
import io.qanat.log.wal.WriteAheadLog;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The opening of all partitions of a data folder. Confined to the opening thread.
final class FolderOpening {
    private final Disk disk;
    private final Path root;
    private final LogConfig config;
    private final Crew crew;
    private final FolderFiles files;
    private final Findings findings = new Findings();
    private final ConcurrentMap<TopicPartition, PartitionLog> partitions =
            new ConcurrentHashMap<>();
    private final UnreadablePartitions unreadable = new UnreadablePartitions();
    private final List<PartitionLog> unsynced = new ArrayList<>();
    private final List<Path> unsyncedFolders = new ArrayList<>();
    private final List<Path> deleted = new ArrayList<>();
    private boolean repaired;

    private FolderOpening(DataFolder folder, LogConfig config, Crew crew) {
        this.crew = crew;
        this.disk = folder.disk();
        this.root = folder.path();
        this.config = config;
        this.files = new FolderFiles(disk, root);
    }

    static OpenedFolder open(DataFolder folder, LogConfig config, Crew crew) throws IOException {
        var opening = new FolderOpening(folder, config, crew);
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
        OffsetCheckpoint.Offsets recovery = offsets(OffsetCheckpoint.RECOVERY_POINT);
        Map<String, Long> recoveryPoints = recovery.proven() ? recovery.byPartition() : Map.of();
        boolean clean = files.isMarkedClean();
        if (clean) {
            WalScan.remove(disk, root);
        }
        WalScan scan = WalScan.of(disk, root);
        var ahead = new WrittenAhead(scan, findings);
        OffsetCheckpoint.Offsets indexed = offsets(OffsetCheckpoint.INDEX_POINT);
        Map<String, Long> indexPoints = indexed.proven() ? indexed.byPartition() : Map.of();
        Map<String, Long> logStarts = offsets(OffsetCheckpoint.LOG_START).byPartition();
        for (String name : disk.list(root)) {
            Optional<TopicPartition> partition = PartitionName.parse(name);
            if (partition.isEmpty() || !disk.isDirectory(root.resolve(name))) {
                if (PartitionName.isDeleted(name)) {
                    deleted.add(root.resolve(name));
                }
                continue;
            }
            var checkpointed =
                    new CheckpointedOffsets(
                            recoveryPoints.containsKey(name),
                            recoveryPoints.getOrDefault(name, 0L),
                            indexPoints.getOrDefault(name, 0L),
                            logStarts.getOrDefault(name, 0L));
            open(partition.get(), checkpointed, clean, ahead);
        }
        if (repaired) {
            // Or else the closing would find nothing to do.
            files.unmark();
        }
        files.found(
                new FolderFiles.Offsets(
                        List.copyOf(partitions.values()),
                        recoveryPoints,
                        indexPoints,
                        logStarts,
                        offsets(OffsetCheckpoint.REPLICATION).byPartition()));
        crew.forEach(unsyncedFolders, this::renew);
        if (!deleted.isEmpty() || (!clean && config.syncPolicy().syncsFiles())) {
            disk.syncDirectory(root);
        }
        removeDeleted();
        WriteAheadLog wal = config.syncPolicy().writesAhead() ? resumed(scan) : retired(scan);
        return new OpenedFolder(
                files,
                partitions,
                unreadable,
                latestEpoch() + 1,
                wal,
                unsynced,
                new RecoveryReport(clean, findings.lines()));
    }

    private void open(
            TopicPartition partition,
            CheckpointedOffsets checkpointed,
            boolean clean,
            WrittenAhead ahead)
            throws IOException {
        String name = partition.toString();
        UUID topicId = Log.NO_TOPIC_ID;
        try {
            if (wasNeverCreated(name, checkpointed, ahead)) {
                findings.add(root.resolve(name), "of a creation that was not finished, removed");
                new PartitionFolders(disk, root, config).remove(root.resolve(name));
                return;
            }
            topicId = topicId(name, clean && checkpointed.exists(), ahead);
            WrittenAhead.Tail tail = ahead.tail(name, topicId);
            var opening = new PartitionOpening(root.resolve(name), this, checkpointed, tail);
            Optional<OpenedPartition> opened = opening.open(clean);
            if (opened.isPresent()) {
                repaired |= opened.get().checked();
                var log = new PartitionLog(partition, topicId, config, opened.get());
                partitions.put(partition, log);
                complete(log, tail, ahead);
            }
        } catch (IOException e) {
            // What only the write-ahead log has would be gone with its next checkpoint. A full disk
            // is no trouble of this partition, and would keep it closed when there is room again.
            if (e instanceof SealingException
                    || e instanceof NoSpaceException
                    || ahead.names(name)) {
                throw e;
            }
            PartitionLog half = partitions.remove(partition);
            if (half != null) {
                half.closeQuietly();
            }
            findings.add(root.resolve(name), "cannot be opened: " + e.getMessage());
            if (checkpointed.logStart() > 0) {
                files.keepLogStart(name, checkpointed.logStart());
            }
            unreadable.add(partition, topicId, e);
        }
    }

    /// Gives a partition what only the write-ahead log has, and makes durable what it has beyond
    /// that: it is about to be shown.
    private void complete(PartitionLog log, WrittenAhead.Tail tail, WrittenAhead ahead)
            throws IOException {
        long found = log.logEnd();
        ahead.redo(log, tail);
        log.publishDurable();
        repaired |=
                new ProducerRecovery(log, FoundBatches.of(tail.entries())::from, findings).run();
        if (tail.logged() && found > Math.max(log.recoveryPoint(), tail.end())) {
            sync(log);
        } else if (!tail.isEmpty()) {
            unsynced.add(log);
        }
    }

    /// Makes durable that a partition exists: its names, and its id, which may only seem to be.
    private void renew(Path partition) throws IOException {
        Path metadata = partition.resolve(PartitionMetadata.FILE);
        if (disk.exists(metadata)) {
            try (DiskFile file = disk.open(metadata, Disk.Access.WRITE)) {
                file.rewrite(0, file.sizeInBytes());
                file.force();
            }
        }
        disk.syncDirectory(partition);
    }

    private static void sync(PartitionLog log) throws IOException {
        PartitionSync sync = log.beginSync();
        sync.run();
        log.endSync(sync);
    }

    private WriteAheadLog resumed(WalScan scan) throws IOException {
        return scan.resume(config.wal());
    }

    /// Without a write-ahead log the segments must have all, before it goes.
    private WriteAheadLog retired(WalScan scan) throws IOException {
        if (scan.exists()) {
            crew.forEach(unsynced, FolderOpening::sync);
            unsynced.clear();
            files.checkpoint(FolderFiles.offsets(partitions.values(), Map.of()));
            WalScan.remove(disk, root);
        }
        return new WriteAheadLog(disk, root, config.wal());
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

    /// Notes a partition whose names must be durable before it is shown to anybody.
    void syncBeforeTheEnd(Path partitionFolder) {
        unsyncedFolders.add(partitionFolder);
    }

    Findings findings() {
        return findings;
    }

    /// Only once the root is synced: a power cut may give a folder its old name back, and it must
    /// be whole then.
    private void removeDeleted() throws IOException {
        var folders = new PartitionFolders(disk, root, config);
        for (Path folder : deleted) {
            folders.remove(folder);
        }
    }

    private OffsetCheckpoint.Offsets offsets(String name) throws IOException {
        var file = new TextFile(disk, root.resolve(name));
        if (!file.exists()) {
            return new OffsetCheckpoint.Offsets(Map.of(), false);
        }
        try {
            return OffsetCheckpoint.offsets(file);
        } catch (MalformedFileException e) {
            findings.add(file.path(), e.getMessage() + ": ignored");
            return new OffsetCheckpoint.Offsets(Map.of(), false);
        }
    }

    /// Whether all that there is of a partition was written before anybody was told of it: the file
    /// with its id comes first, and the write-ahead log or a checkpoint has all the rest.
    private boolean wasNeverCreated(
            String name, CheckpointedOffsets checkpointed, WrittenAhead ahead) {
        return ahead.exists()
                && !ahead.names(name)
                && !checkpointed.exists()
                && !disk.exists(root.resolve(name).resolve(PartitionMetadata.FILE));
    }

    /// The id of a partition's topic. When the file that has it is lost, the write-ahead log may
    /// know, but not of a partition whose creation was never finished: its namesake was deleted.
    private UUID topicId(String name, boolean created, WrittenAhead ahead) throws IOException {
        var folder = new PartitionFolder(disk, root.resolve(name));
        var file = new TextFile(disk, folder.path().resolve(PartitionMetadata.FILE));
        try {
            UUID found = PartitionMetadata.read(file);
            if (!PartitionMetadata.isWhole(file, found)) {
                findings.add(file.path(), "damaged, made anew");
                PartitionMetadata.write(file, found);
                disk.syncDirectory(folder.path());
            }
            return found;
        } catch (MalformedFileException | NoSuchFileException e) {
            var files = new SegmentFiles(folder, new Findings());
            if (!created && !files.isCreated(files.baseOffsets())) {
                return Log.NO_TOPIC_ID;
            }
            findings.add(file.path(), "no topic id: " + e.getMessage());
        }
        UUID topicId = ahead.latestTopicId(name, Log.NO_TOPIC_ID);
        if (!topicId.equals(Log.NO_TOPIC_ID)) {
            PartitionMetadata.write(file, topicId);
            disk.syncDirectory(folder.path());
        }
        return topicId;
    }
}
