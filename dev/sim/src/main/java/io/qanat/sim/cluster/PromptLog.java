package io.qanat.sim.cluster;

import io.qanat.log.Appended;
import io.qanat.log.Durability;
import io.qanat.log.Log;
import io.qanat.log.LogSlice;
import io.qanat.log.PartitionOffsets;
import io.qanat.log.RecoveryReport;
import io.qanat.log.SteppedLog;
import io.qanat.log.TimestampOffset;
import io.qanat.log.TopicPartition;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A log that has done what it is asked for when it returns. Confined to the run's thread.
///
/// For what waits for the log while it is asked, as the changing of topics.
final class PromptLog implements Log {
    private final SteppedLog stepped;
    private final Log log;

    PromptLog(SteppedLog stepped) {
        this.stepped = stepped;
        this.log = stepped.log();
    }

    private <T> CompletableFuture<T> done(CompletableFuture<T> asked) {
        while (!asked.isDone() && stepped.step()) {}
        return asked;
    }

    @Override
    public CompletableFuture<Void> create(TopicPartition partition, UUID topicId) {
        return done(log.create(partition, topicId));
    }

    @Override
    public CompletableFuture<Void> adopt(TopicPartition partition, UUID topicId) {
        return done(log.adopt(partition, topicId));
    }

    @Override
    public CompletableFuture<Void> delete(TopicPartition partition) {
        return done(log.delete(partition));
    }

    @Override
    public CompletableFuture<Appended> append(
            TopicPartition partition, ByteBuffer batches, Durability durability) {
        return done(log.append(partition, batches, durability));
    }

    @Override
    public UUID clusterId() {
        return log.clusterId();
    }

    @Override
    public UUID directoryId() {
        return log.directoryId();
    }

    @Override
    public int leaderEpoch() {
        return log.leaderEpoch();
    }

    @Override
    public RecoveryReport recovery() {
        return log.recovery();
    }

    @Override
    public void expireProducers(long nowMillis) {
        log.expireProducers(nowMillis);
    }

    @Override
    public Map<TopicPartition, UUID> partitions() {
        return log.partitions();
    }

    @Override
    public LogSlice read(
            TopicPartition partition, long offset, int bytesMax, boolean atLeastOneBatch) {
        return log.read(partition, offset, bytesMax, atLeastOneBatch);
    }

    @Override
    public PartitionOffsets offsets(TopicPartition partition) {
        return log.offsets(partition);
    }

    @Override
    public Optional<TimestampOffset> offsetForTimestamp(TopicPartition partition, long timestamp) {
        return log.offsetForTimestamp(partition, timestamp);
    }

    @Override
    public Optional<TimestampOffset> maxTimestamp(TopicPartition partition) {
        return log.maxTimestamp(partition);
    }

    @Override
    public void onAdvance(Consumer<TopicPartition> listener) {
        log.onAdvance(listener);
    }

    @Override
    public void close() {
        log.close();
    }
}
