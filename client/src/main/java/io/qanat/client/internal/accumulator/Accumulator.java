package io.qanat.client.internal.accumulator;

import io.qanat.client.producer.ProducerConfig;
import io.qanat.record.ChunkPool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// All unsent records of a producer, by topic and partition. Thread-safe.
public final class Accumulator {
    private final Gathering gathering;
    private final Budget budget;
    private final RandomGenerator random;

    /// Guards: the replacing of topics, isClosed.
    private final ReentrantLock lock = new ReentrantLock();

    private boolean isClosed;

    /// Replaced, never changed, so that senders look a topic up without a lock.
    private volatile Map<String, TopicBuffer> topics = Map.of();

    /// Holds no records yet.
    ///
    /// @param nanos the present time
    /// @param doorbell wakes the loop
    /// @param random may be called by several threads at once
    public Accumulator(
            ProducerConfig config,
            ChunkPool pool,
            LongSupplier nanos,
            Runnable doorbell,
            RandomGenerator random) {
        this.budget = new Budget(config.bufferBytes(), config.bufferRecordsMax());
        this.gathering = new Gathering(config, pool, budget, nanos, doorbell);
        this.random = random;
    }

    /// The bytes that all unfinished records may take.
    public Budget budget() {
        return budget;
    }

    /// The buffer of a topic, which is there from the first call on.
    public TopicBuffer topic(String name) {
        TopicBuffer known = topics.get(name);
        return known == null ? added(name) : known;
    }

    /// The next topic of which the loop has not heard that records wait for its partitions, or ask
    /// for more than are known.
    public @Nullable TopicBuffer nextAwaited() {
        return gathering.nextAwaited();
    }

    /// The next batch that the loop has not heard of: of each partition in their order, and each
    /// before its first record is in.
    public @Nullable Batch nextOpened() {
        return gathering.nextOpened();
    }

    /// The next batch, open or not, with a record whose time is over sooner than the loop knows.
    public @Nullable Batch nextHastened() {
        return gathering.nextHastened();
    }

    /// The next batch, open or not, that has lost many of its records, or all, since they were
    /// cancelled. The loop has heard, or will, of each in [#nextOpened] before.
    public @Nullable Batch nextThinned() {
        return gathering.nextThinned();
    }

    /// Takes no records from now on. Batches and waiting records are the loop's to take out.
    public void close() {
        List<TopicBuffer> all;
        lock.lock();
        try {
            isClosed = true;
            all = new ArrayList<>(topics.values());
        } finally {
            lock.unlock();
        }
        all.forEach(TopicBuffer::close);
        budget.close();
    }

    private TopicBuffer added(String name) {
        lock.lock();
        try {
            TopicBuffer known = topics.get(name);
            if (known != null) {
                return known;
            }
            var topic = new TopicBuffer(name, gathering, random);
            if (isClosed) {
                topic.close();
            }
            var grown = new HashMap<>(topics);
            grown.put(name, topic);
            topics = grown;
            return topic;
        } finally {
            lock.unlock();
        }
    }
}
