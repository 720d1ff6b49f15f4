package io.qanat.log;

import io.qanat.log.producer.SequencedBatch;
import io.qanat.log.segment.BatchHeader;
import io.qanat.log.segment.DamagedSegmentException;
import io.qanat.log.segment.ReadBounds;
import io.qanat.log.segment.Segment;
import io.qanat.log.segment.SegmentReader;
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
import java.util.function.Function;
import java.util.function.LongSupplier;

/// The log of one data folder: what callers see of it. Thread-safe when its commands are.
///
/// @param <C> the shell around the core
final class SegmentedLog<C extends Commands> implements Log {
    private final DataFolder folder;
    private final int leaderEpoch;
    private final RecoveryReport recovery;
    private final ConcurrentMap<TopicPartition, PartitionLog> partitions;
    private final UnreadablePartitions unreadable;
    private final List<Consumer<TopicPartition>> listeners = new CopyOnWriteArrayList<>();
    private final C commands;

    private SegmentedLog(
            DataFolder folder,
            OpenedFolder opened,
            LogConfig config,
            Crew crew,
            Function<GroupCommit, C> shell) {
        this.folder = folder;
        this.leaderEpoch = opened.leaderEpoch();
        this.recovery = opened.report();
        this.partitions = opened.partitions();
        this.unreadable = opened.unreadable();
        this.commands = shell.apply(new GroupCommit(opened, config, crew, this::advanced));
    }

    /// A log with a thread of its own.
    static Log open(
            DataFolder folder, LogConfig config, LongSupplier nanoTime, ThreadFactory threads) {
        return open(
                folder,
                config,
                new ThreadCrew(threads),
                commit -> LogWriter.start(commit, config.commandsMax(), nanoTime, threads));
    }

    /// A log that the shell around its core runs.
    static <C extends Commands> SegmentedLog<C> open(
            DataFolder folder, LogConfig config, Crew crew, Function<GroupCommit, C> shell) {
        try {
            return new SegmentedLog<>(
                    folder, FolderOpening.open(folder, config, crew), config, crew, shell);
        } catch (IOException e) {
            throw Failure.of("cannot open the log in " + folder.path(), e);
        }
    }

    /// The way in for changes.
    C commands() {
        return commands;
    }

    private void advanced(TopicPartition partition) {
        for (Consumer<TopicPartition> listener : listeners) {
            try {
                listener.accept(partition);
            } catch (RuntimeException e) {
                // One listener's defect must not end the log writer, on which all others depend.
                Notices.error("listener failed partition=" + partition, e);
            }
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
        ids.putAll(unreadable.topicIds());
        partitions.forEach((partition, log) -> ids.put(partition, log.topicId()));
        return Map.copyOf(ids);
    }

    @Override
    public CompletableFuture<Void> create(TopicPartition partition, UUID topicId) {
        if (!PartitionName.isTopic(partition.topic())) {
            throw new IllegalArgumentException("no name for a topic: " + partition.topic());
        }
        var answer = new CompletableFuture<Void>();
        commands.put(new Command.Create(partition, topicId, answer));
        return answer;
    }

    @Override
    public CompletableFuture<Void> adopt(TopicPartition partition, UUID topicId) {
        var answer = new CompletableFuture<Void>();
        commands.put(new Command.Adopt(partition, topicId, answer));
        return answer;
    }

    @Override
    public CompletableFuture<Void> delete(TopicPartition partition) {
        var answer = new CompletableFuture<Void>();
        commands.put(new Command.Delete(partition, answer));
        return answer;
    }

    @Override
    public CompletableFuture<Appended> append(
            TopicPartition partition, ByteBuffer batches, Durability durability) {
        BatchHeader.requireWhole(batches);
        SequencedBatch.requireAlone(batches);
        var answer = new CompletableFuture<Appended>();
        commands.put(new Command.Append(partition, batches, durability, answer));
        return answer;
    }

    @Override
    public void expireProducers(long nowMillis) {
        commands.put(new Command.ExpireProducers(nowMillis));
    }

    @Override
    public LogSlice read(
            TopicPartition partition, long offset, int bytesMax, boolean atLeastOneBatch) {
        var bounds = new ReadBounds(bytesMax, atLeastOneBatch);
        return reading(
                partition,
                view -> {
                    PartitionOffsets offsets = view.offsets();
                    if (offset < offsets.logStart() || offset > offsets.logEnd()) {
                        throw new OffsetOutOfRangeException(partition, offset, offsets);
                    }
                    return new LogSlice(batches(view, offset, bounds), offsets);
                });
    }

    /// Something that is read from a view.
    private interface Reading<T> {
        T from(PartitionView view) throws IOException;
    }

    private <T> T reading(TopicPartition partition, Reading<T> reading) {
        PartitionLog log = require(partition);
        PartitionView view = log.view();
        try {
            T found = reading.from(view);
            mendIndexes(partition, view);
            return found;
        } catch (DamagedSegmentException e) {
            mend(partition, view.segments().get(view.segmentIndex(e.baseOffset())));
            throw Failure.of("cannot read " + partition, e);
        } catch (IOException e) {
            // Deleted meanwhile: its files were closed and removed under the reader.
            if (partitions.get(partition) != log) {
                throw new UnknownPartitionException(partition);
            }
            if (commands.isClosed()) {
                throw new LogClosedException();
            }
            throw Failure.of("cannot read " + partition, e);
        }
    }

    private void mendIndexes(TopicPartition partition, PartitionView view) {
        for (Segment segment : view.segments()) {
            if (segment.reader().hasDamagedIndexes()) {
                mend(partition, segment);
            }
        }
    }

    /// Asks for a repair, once.
    private void mend(TopicPartition partition, Segment segment) {
        if (segment.askMend()) {
            commands.put(new Command.Mend(partition, segment));
        }
    }

    private static ByteBuffer batches(PartitionView view, long offset, ReadBounds bounds)
            throws IOException {
        if (offset >= view.offsets().highWatermark()) {
            return ByteBuffer.allocate(0);
        }
        int at = view.segmentIndex(offset);
        int limit = view.limit(at);
        SegmentReader reader = view.segments().get(at).reader();
        return reader.read(reader.place(offset, limit), limit, bounds, view.epochs());
    }

    private PartitionLog require(TopicPartition partition) {
        PartitionLog log = partitions.get(partition);
        if (log == null) {
            unreadable.refuse(partition);
            throw new UnknownPartitionException(partition);
        }
        return log;
    }

    @Override
    public PartitionOffsets offsets(TopicPartition partition) {
        return require(partition).view().offsets();
    }

    @Override
    public Optional<TimestampOffset> offsetForTimestamp(TopicPartition partition, long timestamp) {
        return reading(partition, view -> TimestampSearch.first(view, timestamp));
    }

    @Override
    public Optional<TimestampOffset> maxTimestamp(TopicPartition partition) {
        return reading(partition, TimestampSearch::greatest);
    }

    @Override
    public void onAdvance(Consumer<TopicPartition> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        commands.close();
    }
}
