package io.qanat.log;

import io.qanat.log.disk.Disk;
import io.qanat.log.folder.CleanMarker;
import io.qanat.log.folder.OffsetCheckpoint;
import io.qanat.log.folder.TextFile;
import io.qanat.log.segment.SealingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The files at the root of a data folder that say how far its partitions can be trusted. Confined
/// to the log writer, but for [#checkpoint].
final class FolderFiles {
    /// So many names of deleted partitions are worth writing the files anew.
    private static final int FORMER_MAX = 10_000;

    private final Disk disk;
    private final Path path;
    private final CleanMarker marker;
    private final Map<String, Long> keptLogStarts = new LinkedHashMap<>();
    private boolean marked;

    // guards: written, and the writing of the checkpoint files
    private final ReentrantLock writing = new ReentrantLock();
    private Offsets written = Offsets.NONE;

    /// Names that the checkpoint files may have of partitions that are no more.
    private final Set<String> former = new HashSet<>();

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

    /// Keeps the log start of a partition that could not be opened. Its recovery point is not kept:
    /// when it can be opened again, all of it is checked.
    void keepLogStart(String partition, long logStart) {
        keptLogStarts.put(partition, logStart);
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

    /// Takes what an opening found in the files.
    void found(Offsets offsets) {
        writing.lock();
        try {
            written = offsets;
        } finally {
            writing.unlock();
        }
        former.addAll(offsets.recoveryPoints().keySet());
        former.addAll(offsets.indexPoints().keySet());
        former.addAll(offsets.logStarts().keySet());
        offsets.partitions().forEach(log -> former.remove(log.partition().toString()));
    }

    /// Takes note that a partition is no more. A checkpoint that was begun before and is written
    /// later leaves it out.
    void deleted(PartitionLog log) {
        log.markDeleted();
        former.add(log.partition().toString());
    }

    /// Has the files forget a deleted partition of this name, durably, before another is made,
    /// which would be taken to reach as far.
    void forget(TopicPartition partition) throws IOException {
        if (!former.contains(partition.toString()) && former.size() < FORMER_MAX) {
            return;
        }
        writing.lock();
        try {
            write(written.without(former));
            disk.syncDirectory(path);
        } finally {
            writing.unlock();
        }
        former.clear();
    }

    /// What the checkpoint files are to say. Immutable.
    ///
    /// @param partitions those that it is about
    /// @param recoveryPoints up to where each partition needs no checking
    /// @param indexPoints up to where their newest segments' indexes need none either
    /// @param logStarts the first offset of each partition, where that is not 0
    /// @param highWatermarks the high watermarks
    record Offsets(
            Collection<PartitionLog> partitions,
            Map<String, Long> recoveryPoints,
            Map<String, Long> indexPoints,
            Map<String, Long> logStarts,
            Map<String, Long> highWatermarks) {
        static final Offsets NONE = new Offsets(List.of(), Map.of(), Map.of(), Map.of(), Map.of());

        /// The names of partitions that were deleted since.
        Set<String> deleted() {
            var names = new HashSet<String>();
            for (PartitionLog log : partitions) {
                if (log.isDeleted()) {
                    names.add(log.partition().toString());
                }
            }
            return names;
        }

        Offsets without(Set<String> names) {
            return names.isEmpty()
                    ? this
                    : new Offsets(
                            partitions.stream().filter(log -> !log.isDeleted()).toList(),
                            without(recoveryPoints, names),
                            without(indexPoints, names),
                            without(logStarts, names),
                            without(highWatermarks, names));
        }

        private static Map<String, Long> without(Map<String, Long> offsets, Set<String> names) {
            var rest = new LinkedHashMap<>(offsets);
            rest.keySet().removeAll(names);
            return rest;
        }
    }

    /// What there is to say of partitions.
    ///
    /// @param syncs those that are about to be synced
    static Offsets offsets(
            Collection<PartitionLog> partitions, Map<PartitionLog, PartitionSync> syncs) {
        var points = new LinkedHashMap<String, Long>();
        var indexPoints = new LinkedHashMap<String, Long>();
        var starts = new LinkedHashMap<String, Long>();
        var watermarks = new LinkedHashMap<String, Long>();
        for (PartitionLog log : partitions) {
            String name = log.partition().toString();
            PartitionSync sync = syncs.get(log);
            points.put(name, sync == null ? log.recoveryPoint() : sync.end());
            long indexPoint = sync == null || !sync.indexes() ? log.indexPoint() : sync.end();
            if (indexPoint > 0) {
                indexPoints.put(name, indexPoint);
            }
            watermarks.put(name, log.view().offsets().highWatermark());
            if (log.logStart() > 0) {
                starts.put(name, log.logStart());
            }
        }
        return new Offsets(List.copyOf(partitions), points, indexPoints, starts, watermarks);
    }

    /// Notes how far each partition needs no checking. All up to there must be durable already. May
    /// run on any thread, but on one at a time.
    void checkpoint(Offsets offsets) throws IOException {
        writing.lock();
        try {
            write(offsets.without(offsets.deleted()));
            disk.syncDirectory(path);
        } finally {
            writing.unlock();
        }
    }

    private void write(Offsets offsets) throws IOException {
        file(OffsetCheckpoint.RECOVERY_POINT)
                .replace(OffsetCheckpoint.text(offsets.recoveryPoints()));
        file(OffsetCheckpoint.INDEX_POINT).replace(OffsetCheckpoint.text(offsets.indexPoints()));
        TextFile startFile = file(OffsetCheckpoint.LOG_START);
        var logStarts = new LinkedHashMap<>(keptLogStarts);
        logStarts.putAll(offsets.logStarts());
        if (!logStarts.isEmpty() || startFile.exists()) {
            startFile.replace(OffsetCheckpoint.text(logStarts));
        }
        // Nobody but Apache Kafka reads these, and it can do without them.
        file(OffsetCheckpoint.REPLICATION)
                .replaceLazily(OffsetCheckpoint.text(offsets.highWatermarks()));
        written = offsets;
    }

    private TextFile file(String name) {
        return new TextFile(disk, path.resolve(name));
    }

    /// Completes the files of all partitions and marks the folder as closed in order.
    void finish(Collection<PartitionLog> partitions, Crew crew) throws IOException {
        crew.forEach(partitions, this::finish);
        writing.lock();
        try {
            write(offsets(partitions, Map.of()));
            // With the mark, the next opening takes the checkpoint's word for where each log ends:
            // a power cut must not leave the mark beside an older checkpoint.
            disk.syncDirectory(path);
        } finally {
            writing.unlock();
        }
        marker.set();
        marked = true;
    }

    private void finish(PartitionLog log) throws IOException {
        if (log.finish()) {
            disk.syncDirectory(log.folder().path());
        }
    }
}
