package io.qanat.it.fault;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// How much later than their limit records got their reports. Thread-safe.
final class Lateness {
    private final AtomicLong maxNanos = new AtomicLong();
    private final AtomicInteger aboveTenth = new AtomicInteger();
    private final AtomicInteger aboveSecond = new AtomicInteger();
    private final AtomicInteger never = new AtomicInteger();

    void add(Duration late) {
        maxNanos.accumulateAndGet(late.toNanos(), Math::max);
        if (late.compareTo(Duration.ofMillis(100)) > 0) {
            aboveTenth.incrementAndGet();
        }
        if (late.compareTo(Duration.ofSeconds(1)) > 0) {
            aboveSecond.incrementAndGet();
        }
    }

    /// So many records had no report when they were waited for no longer.
    void never(int records) {
        never.addAndGet(records);
    }

    Duration max() {
        return Duration.ofNanos(maxNanos.get());
    }

    int aboveTenthOfSecond() {
        return aboveTenth.get();
    }

    int aboveSecond() {
        return aboveSecond.get();
    }

    int never() {
        return never.get();
    }
}
