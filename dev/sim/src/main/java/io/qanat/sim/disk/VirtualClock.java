package io.qanat.sim.disk;

import java.util.function.LongSupplier;

/// A clock that goes when it is told to. Confined to one thread.
public final class VirtualClock implements LongSupplier {
    private long nanos;

    /// A clock at 0.
    public VirtualClock() {}

    /// Moves it on.
    public void pass(long more) {
        nanos += more;
    }

    @Override
    public long getAsLong() {
        return nanos;
    }
}
