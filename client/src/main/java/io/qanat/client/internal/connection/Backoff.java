package io.qanat.client.internal.connection;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Exponentially growing pauses with jitter (KIP-580): doubled for each failure, up to a maximum,
/// and varied by a fifth, so that clients that failed together do not return together.
///
/// Confined to the owner of its source of randomness.
public final class Backoff {
    private static final double JITTER = 0.2;
    private static final int DOUBLINGS_MAX = 30;

    private final long firstNanos;
    private final long maxNanos;
    private final RandomGenerator random;

    /// Pauses from `first` to `max`, give or take a fifth.
    public Backoff(Duration first, Duration max, RandomGenerator random) {
        this.firstNanos = first.toNanos();
        this.maxNanos = Math.max(max.toNanos(), firstNanos);
        this.random = random;
    }

    /// The same, but beginning with so short a pause.
    public Backoff from(Duration first) {
        return new Backoff(first, Duration.ofNanos(maxNanos), random);
    }

    /// The pause after so many failures in a row, at least one.
    public long nanos(int failures) {
        int doublings = Math.min(Math.max(failures - 1, 0), DOUBLINGS_MAX);
        double plain = Math.min((double) maxNanos, Math.scalb((double) firstNanos, doublings));
        return (long) (plain * (1 - JITTER + 2 * JITTER * random.nextDouble()));
    }
}
