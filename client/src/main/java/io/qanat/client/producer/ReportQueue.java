package io.qanat.client.producer;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The delivery reports that wait for a poll, and the count of all records whose report was not
/// polled yet.
///
/// Any thread adds; one thread at a time takes.
final class ReportQueue {
    private static final System.Logger LOGGER = System.getLogger(ReportQueue.class.getName());

    private final int recordsMax;
    private final boolean onlyErrors;
    private final AtomicInteger records = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ConcurrentLinkedQueue<Report> reports = new ConcurrentLinkedQueue<>();

    /// The thread that waits for a report, to be woken by whoever adds one.
    private volatile @Nullable Thread taker;

    /// @param recordsMax the most records that it counts
    /// @param onlyErrors whether what was delivered is not reported
    ReportQueue(int recordsMax, boolean onlyErrors) {
        this.recordsMax = recordsMax;
        this.onlyErrors = onlyErrors;
    }

    /// The report on one record. Handed from the producing thread to the client's loop, and from
    /// that to the polling thread.
    final class Report implements Callback {
        private final Callback callback;
        private final Thread producing = Thread.currentThread();
        private Outcome.@Nullable NotPersisted refusal;
        private @Nullable Outcome outcome;

        private Report(Callback callback) {
            this.callback = callback;
        }

        @Override
        public void completed(Outcome known) {
            // What is refused is so on the caller's thread, before `send` returns.
            if (known instanceof Outcome.NotPersisted refused
                    && Thread.currentThread().equals(producing)) {
                refusal = refused;
                return;
            }
            outcome = known;
            add(this);
        }

        /// Why the record was not taken; null when it was. Asked by the producing thread.
        Outcome.@Nullable NotPersisted refusal() {
            return refusal;
        }

        private void fire() {
            try {
                callback.completed(outcome());
            } catch (RuntimeException | Error e) {
                // One record's callback must not cost the others theirs.
                LOGGER.log(System.Logger.Level.WARNING, "callback failed outcome=" + outcome, e);
            }
        }

        private Outcome outcome() {
            if (outcome == null) {
                throw new IllegalStateException("a report without an outcome");
            }
            return outcome;
        }
    }

    /// Counts one record more; null at the bound.
    @Nullable Report admit(Callback callback) {
        int now = records.get();
        while (now < recordsMax) {
            if (records.compareAndSet(now, now + 1)) {
                return new Report(callback);
            }
            now = records.get();
        }
        return null;
    }

    /// Counts one record less: it was not taken, or its report is not wanted, or polled.
    void dismiss() {
        if (records.decrementAndGet() == 0) {
            wake();
        }
    }

    private void add(Report report) {
        if (onlyErrors && report.outcome().isDelivered()) {
            dismiss();
            return;
        }
        waiting.incrementAndGet();
        reports.add(report);
        wake();
    }

    private void wake() {
        LockSupport.unpark(taker);
    }

    /// How many records have no report yet, or one that waits.
    int records() {
        return records.get();
    }

    /// How many reports wait.
    int waiting() {
        return waiting.get();
    }

    /// Calls the callback of the next report; returns false when none waits.
    boolean fireNext() {
        Report report = reports.poll();
        if (report == null) {
            return false;
        }
        waiting.decrementAndGet();
        dismiss();
        report.fire();
        return true;
    }

    /// Waits until a report waits, or no record is left, or the time is over; returns whether there
    /// was time left.
    boolean await(LongSupplier nanos, long deadlineNanos) throws InterruptedException {
        taker = Thread.currentThread();
        try {
            while (reports.isEmpty() && records.get() > 0) {
                long leftNanos = deadlineNanos - nanos.getAsLong();
                if (leftNanos <= 0) {
                    return false;
                }
                LockSupport.parkNanos(this, leftNanos);
                if (Thread.interrupted()) {
                    throw new InterruptedException("while waiting for delivery reports");
                }
            }
            return true;
        } finally {
            taker = null;
        }
    }
}
