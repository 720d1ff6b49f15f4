package io.qanat.client.producer;

import io.qanat.client.internal.accumulator.Attended;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What one thread waits for, the one that made it. Told by any thread.
final class AwaitedOutcome implements Attended {
    private final Thread waiting = Thread.currentThread();
    private volatile @Nullable Outcome outcome;

    @Override
    public void completed(Outcome told) {
        outcome = told;
        LockSupport.unpark(waiting);
    }

    Outcome await() throws InterruptedException {
        Outcome told = outcome;
        while (told == null) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while waiting for a record's outcome");
            }
            LockSupport.park(this);
            told = outcome;
        }
        return told;
    }
}
