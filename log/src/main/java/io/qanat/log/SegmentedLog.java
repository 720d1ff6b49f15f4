package io.qanat.log;

import io.qanat.log.segment.BatchHeader;
import io.qanat.log.segment.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The log whose only files are the partitions' segments: the dirty ones are synced one after the
/// other. Thread-safe.
final class SegmentedLog implements Log {
    private final DataFolder folder;
    private final int leaderEpoch;
    private final RecoveryReport recovery;
    private final ConcurrentMap<TopicPartition, PartitionLog> partitions;
    private final List<Consumer<TopicPartition>> listeners = new CopyOnWriteArrayList<>();
    private final LogWriter writer;

    private SegmentedLog(
            DataFolder folder,
            OpenedFolder opened,
            LogConfig config,
            LongSupplier nanoTime,
            ThreadFactory threads) {
        this.folder = folder;
        this.leaderEpoch = opened.leaderEpoch();
        this.recovery = opened.report();
        this.partitions = opened.partitions();
        var commit = new GroupCommit(opened, config, this::advanced);
        this.writer = new LogWriter(commit, config.commandsMax(), nanoTime, threads);
    }

    static Log open(
            DataFolder folder, LogConfig config, LongSupplier nanoTime, ThreadFactory threads) {
        try {
            OpenedFolder opened = FolderOpening.open(folder, config);
            var log = new SegmentedLog(folder, opened, config, nanoTime, threads);
            log.writer.start();
            return log;
        } catch (IOException e) {
            throw Failure.of("cannot open the log in " + folder.path(), e);
        }
    }

    private void advanced(TopicPartition partition) {
        for (Consumer<TopicPartition> listener : listeners) {
            listener.accept(partition);
        }
    }

    @Override
    public UUID clusterId() {
        return folder.clusterId();
    }

    @Override
    public UUID directoryId() {
        return folder.directoryId();
    }

    @Override
    public int leaderEpoch() {
        return leaderEpoch;
    }

    @Override
    public RecoveryReport recovery() {
        return recovery;
    }

    @Override
    public Map<TopicPartition, UUID> partitions() {
        var ids = new HashMap<TopicPartition, UUID>();
        partitions.forEach((partition, log) -> ids.put(partition, log.topicId()));
        return Map.copyOf(ids);
    }

    @Override
    public CompletableFuture<Void> create(TopicPartition partition, UUID topicId) {
        if (!PartitionName.isTopic(partition.topic())) {
            throw new IllegalArgumentException("no name for a topic: " + partition.topic());
        }
        var answer = new CompletableFuture<Void>();
        writer.put(new Command.Create(partition, topicId, answer));
        return answer;
    }

    @Override
    public CompletableFuture<Void> delete(TopicPartition partition) {
        var answer = new CompletableFuture<Void>();
        writer.put(new Command.Delete(partition, answer));
        return answer;
    }

    @Override
    public CompletableFuture<Appended> append(
            TopicPartition partition, ByteBuffer batches, Durability durability) {
        BatchHeader.requireWhole(batches);
        var answer = new CompletableFuture<Appended>();
        writer.put(new Command.Append(partition, batches, durability, answer));
        return answer;
    }

    @Override
    public LogSlice read(
            TopicPartition partition, long offset, int bytesMax, boolean atLeastOneBatch) {
        PartitionView view = view(partition);
        PartitionOffsets offsets = view.offsets();
        if (offset < offsets.logStart() || offset > offsets.logEnd()) {
            throw new OffsetOutOfRangeException(partition, offset, offsets);
        }
        try {
            return new LogSlice(batches(view, offset, bytesMax, atLeastOneBatch), offsets);
        } catch (IOException e) {
            throw Failure.of("cannot read " + partition + " at offset " + offset, e);
        }
    }

    private static ByteBuffer batches(
            PartitionView view, long offset, int bytesMax, boolean atLeastOneBatch)
            throws IOException {
        if (offset < view.offsets().highWatermark()) {
            for (int i = view.segmentIndex(offset); i <= view.visibleSegment(); i++) {
                Segment segment = view.segments().get(i);
                Optional<Integer> position = segment.position(offset, view.limit(i));
                if (position.isPresent()) {
                    return segment.read(position.get(), view.limit(i), bytesMax, atLeastOneBatch);
                }
            }
        }
        return ByteBuffer.allocate(0);
    }

    private PartitionView view(TopicPartition partition) {
        PartitionLog log = partitions.get(partition);
        if (log == null) {
            throw new UnknownPartitionException(partition);
        }
        return log.view();
    }

    @Override
    public PartitionOffsets offsets(TopicPartition partition) {
        return view(partition).offsets();
    }

    @Override
    public Optional<TimestampOffset> offsetForTimestamp(TopicPartition partition, long timestamp) {
        try {
            return TimestampSearch.first(view(partition), timestamp);
        } catch (IOException e) {
            throw Failure.of("cannot search " + partition + " for " + timestamp, e);
        }
    }

    @Override
    public Optional<TimestampOffset> maxTimestamp(TopicPartition partition) {
        try {
            return TimestampSearch.greatest(view(partition));
        } catch (IOException e) {
            throw Failure.of("cannot search " + partition, e);
        }
    }

    @Override
    public void onAdvance(Consumer<TopicPartition> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        writer.close();
    }
}
