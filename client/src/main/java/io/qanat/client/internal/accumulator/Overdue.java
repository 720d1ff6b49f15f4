package io.qanat.client.internal.accumulator;

import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import java.util.ArrayList;
import java.util.List;

/// The callbacks of records of one batch whose time is over, and which had the same time. Confined
/// to one thread at a time.
public final class Overdue {
    /// Says that the records had no time of their own.
    public static final long NO_OWN_TIMEOUT = -1;

    private final long timeoutNanos;
    private final List<Callback> callbacks = new ArrayList<>();

    Overdue(long timeoutNanos) {
        this.timeoutNanos = timeoutNanos;
    }

    /// The time that the records had, or [#NO_OWN_TIMEOUT].
    public long timeoutNanos() {
        return timeoutNanos;
    }

    /// Calls them.
    public void complete(Outcome outcome) {
        callbacks.forEach(callback -> Reports.complete(callback, outcome));
    }

    int size() {
        return callbacks.size();
    }

    void add(Callback callback) {
        callbacks.add(callback);
    }
}
