package io.qanat.client.internal.routing;

import io.qanat.client.PartitionerException;
import io.qanat.client.producer.partition.Partitioner;
import io.qanat.client.producer.partition.Partitioning;
import io.qanat.client.producer.partition.Partitions;
import io.qanat.client.producer.partition.StockPartitioner;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What chooses the partitions of a topic's records. Thread-safe.
public final class Router implements Partitions {
    private final String topic;
    private final Partitioner partitioner;
    private final Sticky sticky;
    private final RandomGenerator random;
    private final AtomicInteger turn;

    /// Written by the loop.
    private volatile int count;

    /// Written by the loop, ascending.
    private volatile int[] available = {0};

    /// Knows of no partition yet.
    ///
    /// @param random may be called by several threads at once
    public Router(String topic, Partitioning partitioning, RandomGenerator random) {
        this.topic = topic;
        this.partitioner = partitioning.partitioner();
        this.sticky = new Sticky(random, partitioning.isAdaptive());
        this.random = random;
        // Many producers that send a few records each must not all begin with the same partition.
        this.turn =
                new AtomicInteger(
                        partitioner == StockPartitioner.ROUND_ROBIN ? random.nextInt() : 0);
    }

    /// Whether the partitioner is the application's own, which the loop must not call.
    public boolean isForeign() {
        return !(partitioner instanceof StockPartitioner);
    }

    /// Takes what there is to choose from. Called by the loop.
    ///
    /// @param available ascending, at least one
    public void know(int partitionCount, int[] available) {
        this.count = partitionCount;
        this.available = available;
        sticky.choose(available);
    }

    /// The partition of a record.
    ///
    /// @throws PartitionerException when the partitioner fails
    public int choose(byte @Nullable [] key, byte @Nullable [] value) {
        int choice;
        try {
            choice = partitioner.partition(key, value, this);
        } catch (RuntimeException e) {
            throw new PartitionerException(topic, e);
        }
        if (choice < 0 || choice >= count) {
            throw new PartitionerException(topic, choice, count);
        }
        return choice;
    }

    /// A partition has had its share of bytes.
    ///
    /// @param waiting how many batches of a partition wait to be sent
    public void endRun(int partition, IntUnaryOperator waiting) {
        sticky.advance(partition, waiting);
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public boolean isAvailable(int partition) {
        return Arrays.binarySearch(available, partition) >= 0;
    }

    @Override
    public int sticky() {
        return sticky.current();
    }

    @Override
    public int random() {
        int[] choice = available;
        return choice[random.nextInt(choice.length)];
    }

    @Override
    public int next() {
        int[] choice = available;
        return choice[Integer.remainderUnsigned(turn.getAndIncrement(), choice.length)];
    }

    @Override
    public int ofKey(byte[] key, int from, int to) {
        return from + Murmur2.partition(key, to - from);
    }
}
