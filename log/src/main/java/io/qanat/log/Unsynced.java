package io.qanat.log;

import io.qanat.log.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/// What has changed since the last sync pass. Confined to the log writer.
final class Unsynced {
    private final Disk disk;
    private final SyncPolicy policy;
    private final Set<PartitionLog> partitions = new LinkedHashSet<>();
    private final Set<Path> directories = new LinkedHashSet<>();
    private long sinceNanos;

    Unsynced(Disk disk, SyncPolicy policy) {
        this.disk = disk;
        this.policy = policy;
    }

    boolean isEmpty() {
        return partitions.isEmpty() && directories.isEmpty();
    }

    /// When the oldest change was made, if there is one.
    long sinceNanos() {
        return sinceNanos;
    }

    /// Notes that a partition was appended to.
    void add(PartitionLog log, long nowNanos) {
        startAt(nowNanos);
        partitions.add(log);
    }

    /// Notes that names in a directory changed.
    void add(Path directory, long nowNanos) {
        startAt(nowNanos);
        directories.add(directory);
    }

    private void startAt(long nowNanos) {
        if (isEmpty()) {
            sinceNanos = nowNanos;
        }
    }

    /// Forgets a partition that was deleted.
    void remove(PartitionLog log) {
        partitions.remove(log);
        directories.remove(log.folder().path());
    }

    /// The partitions that were appended to.
    void forEachPartition(Consumer<PartitionLog> consumer) {
        partitions.forEach(consumer);
    }

    /// Makes the names durable, as far as the policy wants that.
    void sync() throws IOException {
        if (policy.syncsFiles()) {
            for (Path directory : directories) {
                disk.syncDirectory(directory);
            }
        }
    }

    void clear() {
        partitions.clear();
        directories.clear();
    }
}
