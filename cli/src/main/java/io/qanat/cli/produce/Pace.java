package io.qanat.cli.produce;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The speed at which lines are sent: so many a second. A delay of up to a second is made up for.
/// Confined to the thread that sends.
public final class Pace {
    private static final double NANOS_PER_SECOND = 1e9;

    /// As fast as it goes.
    public static final Pace FREE = new Pace(0, () -> 0);

    private final double intervalNanos;
    private final LongSupplier nanos;

    /// Without permits: waiting for one is a wait that an interrupt ends.
    private final Semaphore never = new Semaphore(0);

    private boolean hasBegun;
    private double dueNanos;

    private Pace(double intervalNanos, LongSupplier nanos) {
        this.intervalNanos = intervalNanos;
        this.nanos = nanos;
    }

    /// At most so many lines a second.
    ///
    /// @param nanos a clock
    public static Pace perSecond(double lines, LongSupplier nanos) {
        return new Pace(NANOS_PER_SECOND / lines, nanos);
    }

    /// Waits until the next line is due.
    public void await() throws InterruptedException {
        if (intervalNanos == 0) {
            return;
        }
        double waitNanos = waitNanos(nanos.getAsLong());
        if (waitNanos > 0 && never.tryAcquire((long) waitNanos, TimeUnit.NANOSECONDS)) {
            throw new AssertionError("a permit that nobody gave");
        }
    }

    /// How long the next line is to wait, which counts as sent then; below 0 for one that is late.
    double waitNanos(long now) {
        double at = (double) now;
        dueNanos = hasBegun ? Math.max(dueNanos + intervalNanos, at - NANOS_PER_SECOND) : at;
        hasBegun = true;
        return dueNanos - at;
    }
}
