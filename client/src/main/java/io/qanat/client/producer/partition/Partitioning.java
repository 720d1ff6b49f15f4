package io.qanat.client.producer.partition;

import java.time.Duration;

/// How partitions are chosen. Immutable as far as the partitioner is.
///
/// @param isAdaptive whether sticky records go more often to where fewer batches wait (KIP-794)
/// @param availabilityTimeout after how long without taking anything a broker's partitions do not
///   count as available; zero for never
public record Partitioning(
        Partitioner partitioner, boolean isAdaptive, Duration availabilityTimeout) {
    /// Kafka's way.
    public static final Partitioning DEFAULT =
            new Partitioning(StockPartitioner.MURMUR2_RANDOM, true, Duration.ZERO);

    /// Refuses a negative timeout.
    public Partitioning {
        if (availabilityTimeout.isNegative()) {
            throw new IllegalArgumentException(
                    "partitioner.availability.timeout.ms must not be negative");
        }
    }

    /// The same with another partitioner.
    public Partitioning with(Partitioner other) {
        return new Partitioning(other, isAdaptive, availabilityTimeout);
    }

    /// The same, adaptive or not.
    public Partitioning adaptive(boolean is) {
        return new Partitioning(partitioner, is, availabilityTimeout);
    }

    /// The same with another timeout.
    public Partitioning availabilityTimeout(Duration timeout) {
        return new Partitioning(partitioner, isAdaptive, timeout);
    }
}
