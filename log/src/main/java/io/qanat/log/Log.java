package io.qanat.log;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The durable log of all partitions of one data folder. Thread-safe.
///
/// Futures are completed by the log writer thread, and what hangs on them runs there: it must only
/// hand on, never block, since all appends wait for it. They fail with a [LogException].
public interface Log extends AutoCloseable {
    /// Stands for a topic id that is not known.
    UUID NO_TOPIC_ID = new UUID(0, 0);

    /// Opens the partitions of a folder, after repairing what a crash left. The folder stays the
    /// caller's to close, after the log.
    ///
    /// @param nanoTime a clock that only measures distances
    /// @param threads makes the one thread of the log writer
    static Log open(
            DataFolder folder, LogConfig config, LongSupplier nanoTime, ThreadFactory threads) {
        return SegmentedLog.open(folder, config, nanoTime, threads);
    }

    /// The cluster's id.
    UUID clusterId();

    /// The folder's id.
    UUID directoryId();

    /// The epoch that every batch is stamped with from this opening on: above that of every batch
    /// there is.
    int leaderEpoch();

    /// What opening found and did.
    RecoveryReport recovery();

    /// The partitions with their topics' ids, at this moment; [#NO_TOPIC_ID] where the file that
    /// has it is lost.
    Map<TopicPartition, UUID> partitions();

    /// Creates an empty partition, durably. Fails with [PartitionExistsException].
    CompletableFuture<Void> create(TopicPartition partition, UUID topicId);

    /// Gives a partition that has no topic id one, durably. Must come before anything is appended
    /// to it: the write-ahead log would have it under no id. Fails with
    /// [UnknownPartitionException], or with [PartitionExistsException] when the partition has an
    /// id.
    CompletableFuture<Void> adopt(TopicPartition partition, UUID topicId);

    /// Deletes a partition, durably. Fails with [UnknownPartitionException].
    CompletableFuture<Void> delete(TopicPartition partition);

    /// Appends one or more whole, valid batches. The buffer, from position to limit, belongs to the
    /// log until the future completes; offsets and leader epoch are written into it. Fails with
    /// [UnknownPartitionException], [DiskFullException] or [StorageException] when nothing was
    /// stored, and with [LogSealedException] when that is not known.
    ///
    /// A batch of an idempotent producer must come alone. When it is one of the last five that its
    /// producer wrote, nothing is stored, and the answer is where it stands. It fails with
    /// [OutOfOrderSequenceException] when its producer's batches before it are missing, and with
    /// [InvalidProducerEpochException] when its producer has a newer epoch; then nothing was stored
    /// either.
    ///
    /// The caller waits while [LogConfig#commandsMax()] appends wait, unless it is the log writer
    /// itself.
    CompletableFuture<Appended> append(
            TopicPartition partition, ByteBuffer batches, Durability durability);

    /// Tells the time, so that idempotent producers are forgotten that were quiet for
    /// [ProducerLimits#expiration()]. To be called now and then; nothing is done before the log
    /// writer comes to it.
    void expireProducers(long nowMillis);

    /// Reads whole batches from the one that holds an offset, below the high watermark, on the
    /// calling thread. Nothing is read at an offset between high watermark and log end.
    ///
    /// @param bytesMax the most bytes to read
    /// @param atLeastOneBatch whether the first batch is read even if it is larger
    /// @throws UnknownPartitionException when there is no such partition
    /// @throws OffsetOutOfRangeException when the offset is before the log start or after the log
    ///   end
    LogSlice read(TopicPartition partition, long offset, int bytesMax, boolean atLeastOneBatch);

    /// The partition's offsets.
    ///
    /// @throws UnknownPartitionException when there is no such partition
    PartitionOffsets offsets(TopicPartition partition);

    /// The first record below the high watermark whose timestamp is at least this one.
    Optional<TimestampOffset> offsetForTimestamp(TopicPartition partition, long timestamp);

    /// The first of the records below the high watermark that have the greatest timestamp.
    Optional<TimestampOffset> maxTimestamp(TopicPartition partition);

    /// Adds a listener for the partitions whose high watermark moved. It runs on the log writer
    /// thread and must not block.
    void onAdvance(Consumer<TopicPartition> listener);

    /// Finishes what was asked for, makes it durable and closes all files.
    @Override
    void close();
}
