package io.qanat.log;

import io.qanat.log.disk.Disk;
import io.qanat.log.folder.CleanMarker;
import io.qanat.log.folder.OffsetCheckpoint;
import io.qanat.log.folder.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

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
        if (marked) {
            marker.clear();
            marked = false;
        }
    }

    /// Notes how far each partition needs no checking. All up to there must be durable already.
    void checkpoint(Collection<PartitionLog> partitions) throws IOException {
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
        write(OffsetCheckpoint.RECOVERY_POINT, points);
        write(OffsetCheckpoint.LOG_START, starts);
        write(OffsetCheckpoint.REPLICATION, watermarks);
        disk.syncDirectory(path);
    }

    private void write(String name, Map<String, Long> offsets) throws IOException {
        OffsetCheckpoint.write(new TextFile(disk, path.resolve(name)), offsets);
    }

    /// Completes the files of all partitions and marks the folder as closed in order.
    void finish(Collection<PartitionLog> partitions) throws IOException {
        for (PartitionLog log : partitions) {
            if (log.finish()) {
                disk.syncDirectory(log.folder().path());
            }
        }
        checkpoint(partitions);
        marker.set();
        marked = true;
    }
}
