package io.qanat.log;

import io.qanat.log.wal.WalLimits;
import java.time.Duration;
import java.util.ArrayList;

/// How a log keeps its files. Immutable.
///
/// @param syncPolicy when bytes are made durable
/// @param segmentBytesMax the size at which a partition goes on in a new segment
/// @param indexIntervalBytes the bytes of batches per index entry
/// @param syncDelayMax how long written bytes wait for a sync when nobody waits for it
/// @param commandsMax how many appends may wait for the log writer; whoever brings one more waits
///   himself
/// @param wal the bounds of the write-ahead log
/// @param producers what is remembered of producers
public record LogConfig(
        SyncPolicy syncPolicy,
        int segmentBytesMax,
        int indexIntervalBytes,
        Duration syncDelayMax,
        int commandsMax,
        WalLimits wal,
        ProducerLimits producers) {
    /// Kafka's sizes, and everything durable before it is acknowledged.
    public static final LogConfig DEFAULT =
            new LogConfig(
                    SyncPolicy.FSYNC,
                    1 << 30,
                    4096,
                    Duration.ofMillis(5),
                    10_000,
                    new WalLimits(1 << 26, 8),
                    ProducerLimits.DEFAULT);

    /// Reports all that is out of bounds at once.
    public LogConfig {
        var problems = new ArrayList<String>();
        if (segmentBytesMax < 1) {
            problems.add("segmentBytesMax " + segmentBytesMax + " is below 1");
        }
        if (indexIntervalBytes < 0) {
            problems.add("indexIntervalBytes " + indexIntervalBytes + " is below 0");
        }
        if (syncDelayMax.isNegative()) {
            problems.add("syncDelayMax " + syncDelayMax + " is negative");
        }
        if (commandsMax < 1) {
            problems.add("commandsMax " + commandsMax + " is below 1");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /// The same with another policy.
    public LogConfig withSyncPolicy(SyncPolicy policy) {
        return new LogConfig(
                policy,
                segmentBytesMax,
                indexIntervalBytes,
                syncDelayMax,
                commandsMax,
                wal,
                producers);
    }

    /// The same with another segment size.
    public LogConfig withSegmentBytesMax(int bytes) {
        return new LogConfig(
                syncPolicy, bytes, indexIntervalBytes, syncDelayMax, commandsMax, wal, producers);
    }

    /// The same with another index interval.
    public LogConfig withIndexIntervalBytes(int bytes) {
        return new LogConfig(
                syncPolicy, segmentBytesMax, bytes, syncDelayMax, commandsMax, wal, producers);
    }

    /// The same with another delay.
    public LogConfig withSyncDelayMax(Duration delay) {
        return new LogConfig(
                syncPolicy,
                segmentBytesMax,
                indexIntervalBytes,
                delay,
                commandsMax,
                wal,
                producers);
    }

    /// The same with another write-ahead log.
    public LogConfig withWal(WalLimits limits) {
        return new LogConfig(
                syncPolicy,
                segmentBytesMax,
                indexIntervalBytes,
                syncDelayMax,
                commandsMax,
                limits,
                producers);
    }

    /// The same with other bounds on what is remembered of producers.
    public LogConfig withProducers(ProducerLimits limits) {
        return new LogConfig(
                syncPolicy,
                segmentBytesMax,
                indexIntervalBytes,
                syncDelayMax,
                commandsMax,
                wal,
                limits);
    }
}
