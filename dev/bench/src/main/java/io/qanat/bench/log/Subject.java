package io.qanat.bench.log;

import io.qanat.log.Appended;
import io.qanat.log.TopicPartition;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// A log under measurement. Thread-safe.
public interface Subject extends AutoCloseable {
    /// Creates an empty partition, durably.
    CompletableFuture<Void> create(TopicPartition partition, UUID topicId);

    /// Appends whole batches; done when they are durable, on a thread of the log.
    CompletableFuture<Appended> append(TopicPartition partition, ByteBuffer batches);

    /// Makes everything durable in its final place and closes all files.
    @Override
    void close();
}
