package io.qanat.sim.planted;

import io.qanat.log.Appended;
import io.qanat.log.Durability;
import io.qanat.log.Log;
import io.qanat.log.LogSlice;
import io.qanat.log.PartitionOffsets;
import io.qanat.log.RecoveryReport;
import io.qanat.log.TimestampOffset;
import io.qanat.log.TopicPartition;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A log in front of another one, which does all that is asked. What does wrong overrides it.
class LogDecorator implements Log {
    private final Log log;

    LogDecorator(Log log) {
        this.log = log;
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
    public Map<TopicPartition, UUID> partitions() {
        return log.partitions();
    }

    @Override
    public CompletableFuture<Void> create(TopicPartition partition, UUID topicId) {
        return log.create(partition, topicId);
    }

    @Override
    public CompletableFuture<Void> adopt(TopicPartition partition, UUID topicId) {
        return log.adopt(partition, topicId);
    }

    @Override
    public CompletableFuture<Void> delete(TopicPartition partition) {
        return log.delete(partition);
    }

    @Override
    public CompletableFuture<Appended> append(
            TopicPartition partition, ByteBuffer batches, Durability durability) {
        return log.append(partition, batches, durability);
    }

    @Override
    public void expireProducers(long nowMillis) {
        log.expireProducers(nowMillis);
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
