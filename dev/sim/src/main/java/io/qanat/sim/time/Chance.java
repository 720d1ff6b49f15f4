package io.qanat.sim.time;

import java.util.SplittableRandom;

/// Chance that follows from a seed. Confined to the run's thread.
public final class Chance {
    private final SplittableRandom random;

    /// The chance of a seed.
    public Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    /// A number from `from` to `to`, both possible.
    public long between(long from, long to) {
        return from + random.nextLong(to - from + 1);
    }

    /// A number from `from` to `to`, both possible.
    public int between(int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    /// Whether something happens that does once in so many times.
    public boolean onceIn(int times) {
        return random.nextInt(times) == 0;
    }

    /// Any number.
    public long any() {
        return random.nextLong();
    }

    /// A source for code that is shipped.
    public SplittableRandom source() {
        return random.split();
    }
}
