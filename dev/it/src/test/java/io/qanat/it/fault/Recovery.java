package io.qanat.it.fault;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// How long it takes from a fault to the first acknowledgement of a record that was sent after it.
/// Thread-safe.
public final class Recovery {
    private static final long NEVER = -1;

    private final int firstNumber;
    private final long beginNanos;

    /// Written by whoever tells of outcomes.
    private volatile long nanos = NEVER;

    Recovery(int firstNumber, long beginNanos) {
        this.firstNumber = firstNumber;
        this.beginNanos = beginNanos;
    }

    void acknowledged(int number) {
        if (nanos == NEVER && number >= firstNumber) {
            nanos = System.nanoTime() - beginNanos;
        }
    }

    /// The time, once there was one.
    public OptionalLong millis() {
        long known = nanos;
        return known == NEVER
                ? OptionalLong.empty()
                : OptionalLong.of(TimeUnit.NANOSECONDS.toMillis(known));
    }
}
