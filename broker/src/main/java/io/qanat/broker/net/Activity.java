package io.qanat.broker.net;

import java.util.function.LongSupplier;

/// What one connection's peer does, and since when. Written by the connection's reader, read by
/// whoever looks for peers that only keep memory or a place.
final class Activity {
    private final LongSupplier nanoTime;
    private volatile long sinceNanos;
    private volatile boolean isReceiving;

    Activity(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.sinceNanos = nanoTime.getAsLong();
    }

    /// A request has begun.
    void begins() {
        sinceNanos = nanoTime.getAsLong();
        isReceiving = true;
    }

    /// The request is there.
    void ends() {
        isReceiving = false;
        sinceNanos = nanoTime.getAsLong();
    }

    /// Whether a request began at least this long ago and is still not there.
    boolean isStalledFor(long nanos) {
        return isReceiving && quietNanos() >= nanos;
    }

    /// How long ago the last request began or ended.
    long quietNanos() {
        return nanoTime.getAsLong() - sinceNanos;
    }
}
