package io.qanat.log;

import java.time.Duration;

/// How many idempotent producers are remembered, and for how long. Immutable.
///
/// @param perPartitionMax so many per partition; one more, and the one that was quiet longest is
///   forgotten
/// @param expiration who was quiet for so long is forgotten
public record ProducerLimits(int perPartitionMax, Duration expiration) {
    /// Apache Kafka's day, and room for ten thousand.
    public static final ProducerLimits DEFAULT = new ProducerLimits(10_000, Duration.ofDays(1));

    /// Refuses to remember nobody.
    public ProducerLimits {
        if (perPartitionMax < 1) {
            throw new IllegalArgumentException(
                    "producersPerPartitionMax " + perPartitionMax + " is below 1");
        }
        if (expiration.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "producerExpiration " + expiration + " is below 1 ms");
        }
    }
}
