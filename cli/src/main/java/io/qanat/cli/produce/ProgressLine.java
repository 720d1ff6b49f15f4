package io.qanat.cli.produce;

import io.qanat.cli.text.Amounts;
import java.io.PrintWriter;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// How far the sending has come, on one line of a terminal that is written over. Thread-safe.
public final class ProgressLine {
    private static final String BEGIN_AGAIN = "\r\u001b[K";
    private static final double NANOS_PER_SECOND = 1e9;

    private final SendTally tally;
    private final PrintWriter messages;
    private final LongSupplier nanos;
    private final long startNanos;

    // guards: isShown
    private final ReentrantLock lock = new ReentrantLock();
    private boolean isShown;

    /// @param messages the terminal
    public ProgressLine(SendTally tally, PrintWriter messages, LongSupplier nanos) {
        this.tally = tally;
        this.messages = messages;
        this.nanos = nanos;
        this.startNanos = nanos.getAsLong();
    }

    /// Shows how far it is now.
    public void show() {
        var now = tally.progress();
        double seconds = (double) (nanos.getAsLong() - startNanos) / NANOS_PER_SECOND;
        long perSecond = Math.round((double) now.settledCount() / Math.max(seconds, 1e-3));
        lock.lock();
        try {
            isShown = true;
            messages.print(
                    BEGIN_AGAIN
                            + Amounts.count(now.settledCount(), "record")
                            + ", "
                            + Amounts.count(perSecond)
                            + "/s, "
                            + Amounts.count(now.openCount())
                            + " on their way");
            messages.flush();
        } finally {
            lock.unlock();
        }
    }

    /// Takes the line away, so that something else can be said.
    public void clear() {
        lock.lock();
        try {
            if (isShown) {
                messages.print(BEGIN_AGAIN);
                messages.flush();
                isShown = false;
            }
        } finally {
            lock.unlock();
        }
    }
}
