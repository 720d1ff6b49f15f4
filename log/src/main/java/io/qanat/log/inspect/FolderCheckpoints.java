package io.qanat.log.inspect;

import io.qanat.log.TopicPartition;
import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import io.qanat.log.folder.OffsetCheckpoint;
import io.qanat.log.folder.TextFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/// The offsets that a folder's checkpoints have for its partitions. Immutable.
///
/// @param root the folder
/// @param recoveryPoints up to where everything was on the disk
/// @param indexPoints up to where the newest indexes were
/// @param logStarts the first offsets
/// @param watermarks the high watermarks
record FolderCheckpoints(
        Path root,
        Map<String, Long> recoveryPoints,
        Map<String, Long> indexPoints,
        Map<String, Long> logStarts,
        Map<String, Long> watermarks) {
    /// Reads the files.
    ///
    /// @param isOurs whether Qanat made the folder: Apache Kafka makes empty files first
    static FolderCheckpoints read(Disk disk, Path root, boolean isOurs, Report report) {
        var reading = new Reading(disk, root, isOurs, report);
        return new FolderCheckpoints(
                root,
                reading.offsets(OffsetCheckpoint.RECOVERY_POINT),
                reading.offsets(OffsetCheckpoint.INDEX_POINT),
                reading.offsets(OffsetCheckpoint.LOG_START),
                reading.offsets(OffsetCheckpoint.REPLICATION));
    }

    /// Whether a file has no content, which is all that Apache Kafka writes into one that it makes.
    static boolean isEmpty(Disk disk, Path path) throws IOException {
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            return file.sizeInBytes() == 0;
        }
    }

    private record Reading(Disk disk, Path root, boolean isOurs, Report report) {
        Map<String, Long> offsets(String name) {
            Path path = root.resolve(name);
            try {
                return !isOurs && isEmpty(disk, path)
                        ? Map.of()
                        : OffsetCheckpoint.read(new TextFile(disk, path));
            } catch (NoSuchFileException e) {
                return Map.of();
            } catch (IOException e) {
                report.damage(path, "unreadable: " + e.getMessage());
                return Map.of();
            }
        }
    }

    long recoveryPoint(TopicPartition partition) {
        return recoveryPoints.getOrDefault(partition.toString(), 0L);
    }

    /// Compares a partition's offsets with the end of what was found of it.
    void compare(TopicPartition partition, long logEnd, Report report) {
        compare(OffsetCheckpoint.RECOVERY_POINT, recoveryPoints, partition, logEnd, report);
        compare(OffsetCheckpoint.INDEX_POINT, indexPoints, partition, logEnd, report);
        compare(OffsetCheckpoint.LOG_START, logStarts, partition, logEnd, report);
        compare(OffsetCheckpoint.REPLICATION, watermarks, partition, logEnd, report);
    }

    private void compare(
            String file,
            Map<String, Long> offsets,
            TopicPartition partition,
            long logEnd,
            Report report) {
        long offset = offsets.getOrDefault(partition.toString(), 0L);
        if (offset > logEnd) {
            report.damage(
                    root.resolve(file),
                    "has offset "
                            + offset
                            + " for "
                            + partition
                            + ", whose batches end at offset "
                            + logEnd);
        }
    }
}
