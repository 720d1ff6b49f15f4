package io.qanat.it.fault;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// How long this machine kept a thread waiting that wanted to run: what is later than its time by
/// no more than that cannot be blamed on a client. Thread-safe.
final class Hiccups implements AutoCloseable {
    private static final long NAP_NANOS = Duration.ofMillis(5).toNanos();

    private final AtomicLong maxNanos = new AtomicLong();
    private volatile boolean isClosed;

    Hiccups() {
        Thread.ofPlatform().daemon().name("hiccups").start(this::watch);
    }

    private void watch() {
        while (!isClosed) {
            long before = System.nanoTime();
            LockSupport.parkNanos(NAP_NANOS);
            long late = System.nanoTime() - before - NAP_NANOS;
            maxNanos.accumulateAndGet(late, Math::max);
        }
    }

    /// The longest.
    Duration max() {
        return Duration.ofNanos(maxNanos.get());
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
