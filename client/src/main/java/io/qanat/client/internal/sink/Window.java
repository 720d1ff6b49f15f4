package io.qanat.client.internal.sink;

import java.util.concurrent.TimeUnit;

/// What was counted lately: in the present sample of half a minute and in the one before it, as
/// Kafka's clients have it. Guarded by its owner.
final class Window {
    private static final long SAMPLE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private double sum;
    private long count;
    private double sumBefore;
    private long countBefore;
    private long beginNanos;
    private long sampleNanos;

    Window(long nowNanos) {
        beginNanos = nowNanos;
        sampleNanos = nowNanos;
    }

    void add(double value, long nowNanos) {
        turn(nowNanos);
        sum += value;
        count++;
    }

    /// What was added per second.
    double rate(long nowNanos) {
        turn(nowNanos);
        // Of a producer that has only just begun, a second is taken to have passed.
        long nanos = Math.max(nowNanos - beginNanos, TimeUnit.SECONDS.toNanos(1));
        return (sum + sumBefore) * TimeUnit.SECONDS.toNanos(1) / nanos;
    }

    /// The mean of what was added; NaN when nothing was.
    double mean(long nowNanos) {
        turn(nowNanos);
        return (sum + sumBefore) / (count + countBefore);
    }

    private void turn(long nowNanos) {
        long passed = (nowNanos - sampleNanos) / SAMPLE_NANOS;
        if (passed > 0) {
            sumBefore = passed == 1 ? sum : 0;
            countBefore = passed == 1 ? count : 0;
            sum = 0;
            count = 0;
            sampleNanos += passed * SAMPLE_NANOS;
            beginNanos = sampleNanos - SAMPLE_NANOS;
        }
    }
}
