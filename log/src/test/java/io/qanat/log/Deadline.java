package io.qanat.log;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A wait for something that another thread does.
final class Deadline {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Deadline() {}

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + PATIENCE);
            }
            LockSupport.parkNanos(100_000);
        }
    }
}
