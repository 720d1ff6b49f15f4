package io.qanat.cli.perf;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// The latencies of records, and how many bytes these had. Confined by its owner's lock.
final class Latencies {
    private static final int DIGITS = 3;
    private static final double MICROS_PER_MILLI = 1e3;
    private static final double BYTES_PER_MB = 1024.0 * 1024.0;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Histogram micros = new Histogram(DIGITS);
    private final long startNanos;
    private long sizeInBytes;
    private double sumMicros;

    Latencies(long startNanos) {
        this.startNanos = startNanos;
    }

    void record(long latencyNanos, long recordBytes) {
        long latencyMicros = Math.max(0, TimeUnit.NANOSECONDS.toMicros(latencyNanos));
        micros.recordValue(latencyMicros);
        sumMicros += (double) latencyMicros;
        sizeInBytes += recordBytes;
    }

    long count() {
        return micros.getTotalCount();
    }

    /// Since when it measures.
    long startNanos() {
        return startNanos;
    }

    double perSecond(long nowNanos) {
        return (double) count() / seconds(nowNanos);
    }

    double megabytesPerSecond(long nowNanos) {
        return (double) sizeInBytes / BYTES_PER_MB / seconds(nowNanos);
    }

    double averageMillis() {
        return count() == 0 ? 0 : sumMicros / (double) count() / MICROS_PER_MILLI;
    }

    double maxMillis() {
        return (double) micros.getMaxValue() / MICROS_PER_MILLI;
    }

    /// A percentile in whole milliseconds, as Kafka's tools tell it.
    long millisAt(double percentile) {
        return TimeUnit.MICROSECONDS.toMillis(micros.getValueAtPercentile(percentile));
    }

    private double seconds(long nowNanos) {
        return (double) Math.max(1, nowNanos - startNanos) / NANOS_PER_SECOND;
    }
}
