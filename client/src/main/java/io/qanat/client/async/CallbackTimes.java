package io.qanat.client.async;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/// How long callbacks took, counted in steps of an eighth of a power of two nanoseconds.
/// Thread-safe.
final class CallbackTimes {
    private static final int STEP_BITS = 3;
    private static final int STEPS = 1 << STEP_BITS;

    private final AtomicLongArray counts = new AtomicLongArray(Long.SIZE * STEPS);

    void add(long nanos) {
        counts.incrementAndGet(index(Math.max(0, nanos)));
    }

    /// The time within which so many of a hundred ended; zero when there was none.
    Duration percentile(int percent) {
        long total = 0;
        for (int i = 0; i < counts.length(); i++) {
            total += counts.get(i);
        }
        long left = total * percent / 100 + (total * percent % 100 == 0 ? 0 : 1);
        for (int i = 0; i < counts.length() && left > 0; i++) {
            left -= counts.get(i);
            if (left <= 0) {
                return Duration.ofNanos(highest(i));
            }
        }
        return Duration.ZERO;
    }

    private static int index(long nanos) {
        if (nanos < STEPS) {
            return (int) nanos;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
        int step = (int) (nanos >>> (exponent - STEP_BITS)) & (STEPS - 1);
        return (exponent - STEP_BITS + 1) * STEPS + step;
    }

    /// The longest time that counts there.
    private static long highest(int index) {
        if (index < STEPS) {
            return index;
        }
        int shift = index / STEPS - 1;
        return ((long) (STEPS + index % STEPS + 1) << shift) - 1;
    }
}
