package io.qanat.cli.perf;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What a measurement of a producer has seen so far. Thread-safe.
///
/// Three measures at a time: all records, those since the last report, and those behind the first
/// few, which warm the machine up.
final class ProduceStats {
    private final long warmupCount;

    // guards: all fields below
    private final ReentrantLock lock = new ReentrantLock();
    private final Latencies total;
    private Latencies window;
    private @Nullable Latencies steady;
    private long failedCount;
    private String firstFailure = "";

    ProduceStats(long warmupCount, long startNanos) {
        this.warmupCount = warmupCount;
        this.total = new Latencies(startNanos);
        this.window = new Latencies(startNanos);
    }

    void delivered(long latencyNanos, long recordBytes, long nowNanos) {
        lock.lock();
        try {
            if (warmupCount > 0 && total.count() == warmupCount) {
                steady = new Latencies(nowNanos);
            }
            total.record(latencyNanos, recordBytes);
            window.record(latencyNanos, recordBytes);
            if (steady != null) {
                steady.record(latencyNanos, recordBytes);
            }
        } finally {
            lock.unlock();
        }
    }

    void failed(String cause) {
        lock.lock();
        try {
            if (failedCount++ == 0) {
                firstFailure = cause;
            }
        } finally {
            lock.unlock();
        }
    }

    /// The line about the time since the last report, when that is long enough ago.
    Optional<String> windowLine(long nowNanos, long intervalNanos) {
        lock.lock();
        try {
            if (nowNanos - window.startNanos() < intervalNanos) {
                return Optional.empty();
            }
            var ended = window;
            window = new Latencies(nowNanos);
            return Optional.of(
                    String.format(
                            Locale.ROOT,
                            "%d records sent, %.1f records/sec (%.2f MB/sec), %.1f ms avg latency, %.1f ms max latency.",
                            ended.count(),
                            ended.perSecond(nowNanos),
                            ended.megabytesPerSecond(nowNanos),
                            ended.averageMillis(),
                            ended.maxMillis()));
        } finally {
            lock.unlock();
        }
    }

    /// The line about the steady state, when there was one.
    Optional<String> steadyLine(long nowNanos) {
        lock.lock();
        try {
            return Optional.ofNullable(steady)
                    .map(measured -> summary(measured, "steady state records sent", nowNanos));
        } finally {
            lock.unlock();
        }
    }

    /// The line about everything.
    String totalLine(long nowNanos) {
        lock.lock();
        try {
            return summary(total, "records sent", nowNanos);
        } finally {
            lock.unlock();
        }
    }

    /// What went wrong, for the user.
    Optional<String> failureLine() {
        lock.lock();
        try {
            return failedCount == 0
                    ? Optional.empty()
                    : Optional.of(
                            "%d records NOT delivered: %s".formatted(failedCount, firstFailure));
        } finally {
            lock.unlock();
        }
    }

    private static String summary(Latencies latencies, String what, long nowNanos) {
        return String.format(
                Locale.ROOT,
                "%d %s, %f records/sec (%.2f MB/sec), %.2f ms avg latency, %.2f ms max latency, %d ms 50th, %d ms 95th, %d ms 99th, %d ms 99.9th.",
                latencies.count(),
                what,
                latencies.perSecond(nowNanos),
                latencies.megabytesPerSecond(nowNanos),
                latencies.averageMillis(),
                latencies.maxMillis(),
                latencies.millisAt(50),
                latencies.millisAt(95),
                latencies.millisAt(99),
                latencies.millisAt(99.9));
    }
}
