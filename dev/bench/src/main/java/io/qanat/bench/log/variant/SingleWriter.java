package io.qanat.bench.log.variant;

import io.qanat.bench.log.Subject;
import io.qanat.log.Appended;
import io.qanat.log.TopicPartition;
import io.qanat.log.disk.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// A log whose partitions one thread changes: it takes all that waits, writes it, syncs it,
/// answers.
final class SingleWriter implements Subject {
    private final PartitionTable partitions;
    private final GroupSync sync;
    private final Intake<Append> intake = new Intake<>();
    private final Thread thread = new Thread(this::run, "bench-writer");

    private record Append(
            Partition partition, ByteBuffer batches, CompletableFuture<Appended> answer) {}

    SingleWriter(Disk disk, Path root, GroupSync sync) {
        this.partitions = new PartitionTable(disk, root);
        this.sync = sync;
        thread.start();
    }

    @Override
    public CompletableFuture<Void> create(TopicPartition partition, UUID topicId) {
        return partitions.create(partition);
    }

    @Override
    public CompletableFuture<Appended> append(TopicPartition partition, ByteBuffer batches) {
        var answer = new CompletableFuture<Appended>();
        intake.put(new Append(partitions.of(partition), batches, answer));
        return answer;
    }

    private void run() {
        for (List<Append> group = intake.take(); !group.isEmpty(); group = intake.take()) {
            try {
                carryOut(group);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void carryOut(List<Append> group) throws IOException {
        var dirty = new LinkedHashSet<Partition>();
        var pending = new ArrayList<Pending>(group.size());
        for (Append append : group) {
            Appended appended = append.partition().append(append.batches());
            sync.written(append.partition(), appended.baseOffset(), append.batches());
            dirty.add(append.partition());
            pending.add(new Pending(append.partition(), appended, append.answer()));
        }
        sync.sync(dirty);
        pending.forEach(Pending::publish);
        pending.forEach(Pending::give);
    }

    @Override
    public void close() {
        Closing.close(intake, thread, sync, partitions);
    }
}
