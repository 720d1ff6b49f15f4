package io.qanat.bench.log.variant;

import io.qanat.bench.log.Subject;
import io.qanat.log.Appended;
import io.qanat.log.TopicPartition;
import io.qanat.log.disk.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// A log whose partitions the callers change, each under the partition's lock: one thread syncs all
/// that was written meanwhile, and answers.
final class PartitionLocks implements Subject {
    private final PartitionTable partitions;
    private final GroupSync sync;
    private final Intake<Pending> written = new Intake<>();
    private final Thread thread = new Thread(this::run, "bench-syncer");

    PartitionLocks(Disk disk, Path root, GroupSync sync) {
        this.partitions = new PartitionTable(disk, root);
        this.sync = sync;
        thread.start();
    }

    @Override
    public CompletableFuture<Void> create(TopicPartition partition, UUID topicId) {
        return partitions.create(partition);
    }

    @Override
    public CompletableFuture<Appended> append(TopicPartition name, ByteBuffer batches) {
        Partition partition = partitions.of(name);
        var answer = new CompletableFuture<Appended>();
        partition.lock.lock();
        try {
            Appended appended = partition.append(batches);
            sync.written(partition, appended.baseOffset(), batches);
            written.put(new Pending(partition, appended, answer));
        } catch (IOException e) {
            answer.completeExceptionally(e);
        } finally {
            partition.lock.unlock();
        }
        return answer;
    }

    private void run() {
        for (List<Pending> group = written.take(); !group.isEmpty(); group = written.take()) {
            var dirty = new LinkedHashSet<Partition>();
            group.forEach(pending -> dirty.add(pending.partition()));
            try {
                sync.sync(dirty);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            group.forEach(Pending::publish);
            group.forEach(Pending::give);
        }
    }

    @Override
    public void close() {
        Closing.close(written, thread, sync, partitions);
    }
}
