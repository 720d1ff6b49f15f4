package io.qanat.client.internal.sink;

import io.qanat.client.producer.ProducerMetrics;
import java.util.concurrent.locks.ReentrantLock;

/// How a producer fares. Told by the loop, once for a batch or a request and never for a record;
/// read by any thread.
public final class Meters {
    private static final double NANOS_PER_MILLI = 1e6;

    // guards: all fields below
    private final ReentrantLock lock = new ReentrantLock();
    private final Window sent;
    private final Window failed;
    private final Window batchBytes;
    private final Window latencyMillis;
    private long slowCallbacks;

    Meters(long nowNanos) {
        sent = new Window(nowNanos);
        failed = new Window(nowNanos);
        batchBytes = new Window(nowNanos);
        latencyMillis = new Window(nowNanos);
    }

    /// A batch went to a broker, for the first time or again.
    void sent(int records, int bytes, long nowNanos) {
        lock.lock();
        try {
            sent.add(records, nowNanos);
            batchBytes.add(bytes, nowNanos);
        } finally {
            lock.unlock();
        }
    }

    /// Records were given up.
    void failed(int records, long nowNanos) {
        lock.lock();
        try {
            failed.add(records, nowNanos);
        } finally {
            lock.unlock();
        }
    }

    /// A request was answered.
    void answered(long latencyNanos, long nowNanos) {
        lock.lock();
        try {
            latencyMillis.add(latencyNanos / NANOS_PER_MILLI, nowNanos);
        } finally {
            lock.unlock();
        }
    }

    /// The callbacks of a batch take long.
    void slowCallback() {
        lock.lock();
        try {
            slowCallbacks++;
        } finally {
            lock.unlock();
        }
    }

    /// What was measured lately.
    ///
    /// @param freeBytes of the send buffer
    public ProducerMetrics read(long freeBytes, long nowNanos) {
        lock.lock();
        try {
            return new ProducerMetrics(
                    sent.rate(nowNanos),
                    failed.rate(nowNanos),
                    latencyMillis.mean(nowNanos),
                    batchBytes.mean(nowNanos),
                    freeBytes,
                    slowCallbacks);
        } finally {
            lock.unlock();
        }
    }
}
