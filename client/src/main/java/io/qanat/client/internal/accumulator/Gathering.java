package io.qanat.client.internal.accumulator;

import io.qanat.client.producer.CodecLevel;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.partition.Partitioning;
import io.qanat.record.BatchBuilder;
import io.qanat.record.ChunkPool;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What all partitions of one accumulator share: the shape of a batch, the memory that batches are
/// made of, and the queue in which the loop hears of new ones. Thread-safe.
final class Gathering {
    private final ProducerConfig config;
    private final ChunkPool pool;
    private final Budget budget;
    private final LongSupplier nanos;
    private final Runnable doorbell;

    /// Bounded by the budget: every batch holds a part of it.
    private final ConcurrentLinkedQueue<Batch> opened = new ConcurrentLinkedQueue<>();

    /// Bounded by the budget: every batch comes at most once for each of its records.
    private final ConcurrentLinkedQueue<Batch> hastened = new ConcurrentLinkedQueue<>();

    /// Bounded by the budget: a batch comes at most twice until the loop rewrites it.
    private final ConcurrentLinkedQueue<Batch> thinned = new ConcurrentLinkedQueue<>();

    /// Bounded by the budget: every topic in it has a record that holds a part of it.
    private final ConcurrentLinkedQueue<TopicBuffer> awaited = new ConcurrentLinkedQueue<>();

    Gathering(
            ProducerConfig config,
            ChunkPool pool,
            Budget budget,
            LongSupplier nanos,
            Runnable doorbell) {
        this.config = config;
        this.pool = pool;
        this.budget = budget;
        this.nanos = nanos;
        this.doorbell = doorbell;
    }

    int batchBytesMax() {
        return config.batchBytesMax();
    }

    /// The most that the records of a batch may take before they are compressed, if they are more
    /// than one: that and no more is in memory for a batch, however well it can be compressed.
    int plainBytesMax() {
        return Math.max(config.batchBytesMax(), config.requestBytesMax());
    }

    /// What the batches of a topic are expected to take. To be kept for the topic.
    SizeEstimate newSizeEstimate(String topic) {
        return new SizeEstimate(config.compressionOf(topic), config.batchBytesMax());
    }

    long bytesFor(long batchBytes) {
        return pool.bytesFor(batchBytes);
    }

    Partitioning partitioning() {
        return config.partitioning();
    }

    Budget budget() {
        return budget;
    }

    long nanos() {
        return nanos.getAsLong();
    }

    /// The clock for those who may need it. A method reference in its place would be an object for
    /// each record, and would keep the compiler from doing without the record's own.
    LongSupplier clock() {
        return nanos;
    }

    /// When the time of a record is over that was sent then.
    long deadlineNanos(EncodedRecord record, long sentNanos) {
        return sentNanos + record.timeoutNanos(config.deliveryTimeout().toNanos());
    }

    /// A batch without content, which is compressed when it is built.
    BatchBuilder newBuilder(CodecLevel way) {
        return new BatchBuilder(pool, way.codec(), way.level());
    }

    /// A batch without content, to be filled with records of another one, and not compressed.
    BatchBuilder plainBuilder() {
        return new BatchBuilder(pool);
    }

    /// Tells the loop that a batch got a record whose time is over sooner than the first one's.
    void hastened(Batch batch) {
        hastened.add(batch);
        doorbell.run();
    }

    /// The next batch with such a record that the loop has not heard of.
    @Nullable Batch nextHastened() {
        return hastened.poll();
    }

    /// Tells the loop that a batch has lost many of its records, or all.
    void thinned(Batch batch) {
        thinned.add(batch);
        doorbell.run();
    }

    /// The next such batch that the loop has not heard of.
    @Nullable Batch nextThinned() {
        return thinned.poll();
    }

    /// How long a batch is held back for further records.
    long lingerNanos() {
        return config.linger().toNanos();
    }

    /// Tells the loop that there is something new.
    void ring() {
        doorbell.run();
    }

    /// Tells the loop that the first record waits for a topic's partitions, or that one asked for a
    /// partition that is not known.
    void awaited(TopicBuffer topic) {
        awaited.add(topic);
        doorbell.run();
    }

    /// The next topic for whose partitions records wait, and that the loop has not heard of.
    @Nullable TopicBuffer nextAwaited() {
        return awaited.poll();
    }

    /// An empty batch with room for its first record, which the loop will hear of, or null when the
    /// budget has none. Called under the lock of `home`, so that the batches of a partition are
    /// heard of in their order.
    @Nullable Batch openBatch(PartitionBuffer home, Opening opening) {
        if (opening.isPlaced()) {
            budget.reserve(opening.bytes());
        } else if (!budget.tryReserve(opening.bytes())) {
            return null;
        }
        var batch = new Batch(home, budget, home.newBuilder(), opening);
        opened.add(batch);
        return batch;
    }

    /// The next batch that the loop has not heard of.
    @Nullable Batch nextOpened() {
        return opened.poll();
    }
}
