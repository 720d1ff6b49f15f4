package io.qanat.log;

import io.qanat.log.disk.Disk;
import io.qanat.log.folder.CleanMarker;
import io.qanat.log.folder.OffsetCheckpoint;
import io.qanat.log.folder.TextFile;
import io.qanat.log.segment.SealingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;

/// The files at the root of a data folder that say how far its partitions can be trusted. Confined
/// to the log writer.
final class FolderFiles {
    private final Disk disk;
    private final Path path;
    private final CleanMarker marker;
    private boolean marked;

    FolderFiles(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
        this.marker = new CleanMarker(disk, path);
        this.marked = marker.isSet();
    }

    Disk disk() {
        return disk;
    }

    Path path() {
        return path;
    }

    /// Whether the folder was closed in order, and nothing changed since.
    boolean isMarkedClean() {
        return marked;
    }

    /// Takes the mark of a clean close away. Must come before any change; costs nothing after the
    /// first time.
    void unmark() throws IOException {
        if (!marked) {
            return;
        }
        marker.clear();
        try {
            disk.syncDirectory(path);
        } catch (IOException e) {
            // The mark may come back after a power cut, and speak for what was never checked.
            throw new SealingException("sync of " + path + " failed", e);
        }
        marked = false;
    }

    /// Notes how far each partition needs no checking. All up to there must be durable already.
    void checkpoint(Collection<PartitionLog> partitions) throws IOException {
        writeCheckpoints(partitions);
        disk.syncDirectory(path);
    }

    private void writeCheckpoints(Collection<PartitionLog> partitions) throws IOException {
        var points = new LinkedHashMap<String, Long>();
        var starts = new LinkedHashMap<String, Long>();
        var watermarks = new LinkedHashMap<String, Long>();
        for (PartitionLog log : partitions) {
            String name = log.partition().toString();
            points.put(name, log.recoveryPoint());
            watermarks.put(name, log.view().offsets().highWatermark());
            if (log.logStart() > 0) {
                starts.put(name, log.logStart());
            }
        }
        file(OffsetCheckpoint.RECOVERY_POINT).replace(OffsetCheckpoint.text(points));
        TextFile startFile = file(OffsetCheckpoint.LOG_START);
        if (!starts.isEmpty() || startFile.exists()) {
            startFile.replace(OffsetCheckpoint.text(starts));
        }
        // Nobody but Apache Kafka reads these, and it can do without them.
        file(OffsetCheckpoint.REPLICATION).replaceLazily(OffsetCheckpoint.text(watermarks));
    }

    private TextFile file(String name) {
        return new TextFile(disk, path.resolve(name));
    }

    /// Completes the files of all partitions and marks the folder as closed in order.
    void finish(Collection<PartitionLog> partitions) throws IOException {
        for (PartitionLog log : partitions) {
            if (log.finish()) {
                disk.syncDirectory(log.folder().path());
            }
        }
        // One sync of the directory for the checkpoints and the mark: a mark beside an older
        // checkpoint says nothing wrong.
        writeCheckpoints(partitions);
        marker.set();
        marked = true;
    }
}
