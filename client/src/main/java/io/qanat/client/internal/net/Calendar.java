package io.qanat.client.internal.net;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Milliseconds since 1970 for callers who have just read the other clock: this one is read once in
/// a millisecond, not for each of a million records. Thread-safe.
public final class Calendar {
    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final LongSupplier clockMillis;
    private volatile Reading last;

    /// @param clockMillis milliseconds since 1970
    /// @param nanos the present time of the other clock
    public Calendar(LongSupplier clockMillis, long nanos) {
        this.clockMillis = clockMillis;
        this.last = new Reading(nanos, clockMillis.getAsLong());
    }

    /// The milliseconds since 1970 at a present moment; at most one behind.
    public long millisAt(long nanos) {
        Reading known = last;
        long age = nanos - known.nanos;
        if (age < NANOS_PER_MILLI && age > -NANOS_PER_MILLI) {
            return known.millis;
        }
        Reading now = new Reading(nanos, clockMillis.getAsLong());
        last = now;
        return now.millis;
    }

    private record Reading(long nanos, long millis) {}
}
