package io.qanat.bench.log.variant;

import io.qanat.log.TopicPartition;
import io.qanat.log.disk.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// The partitions of a variant by name. Thread-safe.
final class PartitionTable {
    private final Disk disk;
    private final Path root;
    private final Map<TopicPartition, Partition> partitions = new ConcurrentHashMap<>();

    PartitionTable(Disk disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    CompletableFuture<Void> create(TopicPartition name) {
        try {
            partitions.put(name, Partition.create(disk, root, name));
            return CompletableFuture.completedFuture(null);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    Partition of(TopicPartition name) {
        return Objects.requireNonNull(partitions.get(name));
    }

    void close() {
        try {
            for (Partition partition : partitions.values()) {
                partition.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
