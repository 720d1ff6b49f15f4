package io.qanat.broker.net;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What one connection's writer waits by for something to happen: new records, or the end of the
/// connection. Thread-safe; one thread waits, any thread rings.
public final class Bell {
    // guards: rung, waitsNoMore
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ringing = lock.newCondition();
    private boolean rung;
    private boolean waitsNoMore;

    /// Ends the wait that runs, or the next one. Never blocks for long.
    public void ring() {
        lock.lock();
        try {
            rung = true;
            ringing.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Ends every wait from now on: nobody is interested in later records.
    public void silenceForGood() {
        lock.lock();
        try {
            waitsNoMore = true;
            ringing.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the next ring.
    ///
    /// @return whether it rang; false when the time is over or nothing may be waited for any more
    public boolean await(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long remaining = nanos;
            while (!rung && !waitsNoMore && remaining > 0) {
                remaining = ringing.awaitNanos(remaining);
            }
            boolean rang = rung && !waitsNoMore;
            rung = false;
            return rang;
        } finally {
            lock.unlock();
        }
    }
}
