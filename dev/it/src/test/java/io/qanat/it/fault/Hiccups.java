package io.qanat.it.fault;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A clock that stands while this machine, or this process, keeps a thread waiting that wants to
/// run: what is late by no more than that cannot be blamed on a client. Thread-safe.
final class Hiccups implements AutoCloseable {
    private static final long NAP_NANOS = Duration.ofMillis(5).toNanos();

    /// Less is not counted.
    private static final long NOTICED_NANOS = Duration.ofMillis(50).toNanos();

    private final AtomicLong lostNanos = new AtomicLong();

    /// Written by its own thread.
    private volatile long napNanos = System.nanoTime();

    private volatile boolean isClosed;

    Hiccups() {
        Thread.ofPlatform().daemon().name("hiccups").start(this::watch);
    }

    private void watch() {
        while (!isClosed) {
            LockSupport.parkNanos(NAP_NANOS);
            long now = System.nanoTime();
            long late = now - napNanos - NAP_NANOS;
            napNanos = now;
            lostNanos.addAndGet(counted(late));
        }
    }

    private static long counted(long lateNanos) {
        return lateNanos > NOTICED_NANOS ? lateNanos : 0;
    }

    /// The time, from some point on.
    long nanos() {
        long now = System.nanoTime();
        return now - lostNanos.get() - counted(now - napNanos - NAP_NANOS);
    }

    /// How long it stood in all.
    Duration sum() {
        return Duration.ofNanos(lostNanos.get());
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
