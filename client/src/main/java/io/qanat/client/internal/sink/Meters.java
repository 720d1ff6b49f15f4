package io.qanat.client.internal.sink;

import io.qanat.client.producer.ProducerMetrics;

/// How a producer fares. Told by the loop, once for a batch or a request and never for a record;
/// read by any thread.
public final class Meters {
    private static final double NANOS_PER_MILLI = 1e6;

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
    synchronized void sent(int records, int bytes, long nowNanos) {
        sent.add(records, nowNanos);
        batchBytes.add(bytes, nowNanos);
    }

    /// Records were given up.
    synchronized void failed(int records, long nowNanos) {
        failed.add(records, nowNanos);
    }

    /// A request was answered.
    synchronized void answered(long latencyNanos, long nowNanos) {
        latencyMillis.add(latencyNanos / NANOS_PER_MILLI, nowNanos);
    }

    /// The callbacks of a batch take long.
    synchronized void slowCallback() {
        slowCallbacks++;
    }

    /// What was measured lately.
    ///
    /// @param freeBytes of the send buffer
    public synchronized ProducerMetrics read(long freeBytes, long nowNanos) {
        return new ProducerMetrics(
                sent.rate(nowNanos),
                failed.rate(nowNanos),
                latencyMillis.mean(nowNanos),
                batchBytes.mean(nowNanos),
                freeBytes,
                slowCallbacks);
    }
}
