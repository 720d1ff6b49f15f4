package io.qanat.client.async;

import java.time.Duration;
import java.util.function.LongSupplier;

/// When the buffer is to be flushed although it is not full: when its oldest record has waited for
/// the deadline, or when nothing was added for a quantum.
///
/// ```
///   empty ── markActivity ──► armed: deadline of the oldest record, next look in a quantum
///     ▲                         │  look: nothing new since the last one → IDLE
///     └──────── disarm ─────────┘        the oldest is too old          → AGE
///                                        else look again in a quantum
/// ```
///
/// Later records do not move the deadline. Confined to the lock of [BatchProcessor].
final class BufferTimeout {
    /// Why the buffer is to be flushed. Immutable.
    enum Due {
        NOTHING,
        IDLE,
        AGE
    }

    private final long timeoutNanos;
    private final long quantumNanos;
    private boolean isArmed;
    private long oldestNanos;
    private long lookNanos;
    private int sizeSeen;

    /// When the monitor looks next; it has to be woken for anything sooner.
    private long promisedNanos;

    private boolean isPromised;

    /// @param timeout the most that a record waits in the buffer
    /// @param quantum how long nothing is added before what is there goes
    BufferTimeout(Duration timeout, Duration quantum) {
        this.timeoutNanos = timeout.toNanos();
        this.quantumNanos = Math.min(quantum.toNanos(), timeoutNanos);
    }

    /// Whether records are not held back at all.
    boolean isImmediate() {
        return quantumNanos == 0;
    }

    /// A record was added. Arms the deadline when the buffer was empty, else does nothing.
    ///
    /// @return whether the monitor has to look sooner than it would
    boolean markActivity(LongSupplier nanos) {
        if (isArmed) {
            return false;
        }
        isArmed = true;
        oldestNanos = nanos.getAsLong();
        lookNanos = oldestNanos + quantumNanos;
        sizeSeen = 1;
        return !isPromised || lookNanos - promisedNanos < 0;
    }

    /// The buffer was taken out.
    void disarm() {
        isArmed = false;
    }

    /// When the oldest record was added. While armed.
    long oldestNanos() {
        return oldestNanos;
    }

    /// What is to be done now. Called by the monitor, which then looks again at [#nextNanos].
    ///
    /// @param size how many records are in the buffer
    Due look(long nowNanos, int size) {
        isPromised = isArmed;
        if (!isArmed) {
            return Due.NOTHING;
        }
        if (oldestNanos + timeoutNanos - nowNanos <= 0) {
            return Due.AGE;
        }
        if (lookNanos - nowNanos <= 0) {
            if (size == sizeSeen) {
                return Due.IDLE;
            }
            sizeSeen = size;
            lookNanos = nowNanos + quantumNanos;
        }
        promisedNanos = nextNanos();
        return Due.NOTHING;
    }

    /// Whether there is anything to look at.
    boolean isArmed() {
        return isArmed;
    }

    /// When to look again. While armed.
    long nextNanos() {
        long deadlineNanos = oldestNanos + timeoutNanos;
        return lookNanos - deadlineNanos < 0 ? lookNanos : deadlineNanos;
    }
}
