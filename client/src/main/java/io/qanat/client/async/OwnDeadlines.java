package io.qanat.client.async;

import io.qanat.client.DeadlineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// The records with a time of their own that may not have been handed over yet: those whose time is
/// over wait no longer. Confined to the lock of [BatchProcessor].
///
/// Those that were handed over are dropped when their time comes, or when they are too many: the
/// producer sees to them.
final class OwnDeadlines {
    private static final int LEAST_SWEEP = 1000;

    /// One record. Immutable.
    private record Entry(Message<?, ?> message, Duration limit, long deadlineNanos) {
        void giveUp() {
            message.giveUp(new DeadlineException("produce to " + message.topic(), limit, 0, null));
        }
    }

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(
                    Comparator.comparing(
                            Entry::deadlineNanos, (one, other) -> Long.signum(one - other)));

    private int sweepSize = LEAST_SWEEP;

    /// Adds a record; returns whether its time is over first.
    boolean add(Message<?, ?> message, Duration limit, long nowNanos) {
        if (entries.size() >= sweepSize) {
            entries.removeIf(entry -> !entry.message().isBuffered());
            sweepSize = Math.max(LEAST_SWEEP, 2 * entries.size());
        }
        long deadlineNanos = nowNanos + limit.toNanos();
        Entry first = entries.peek();
        entries.add(new Entry(message, limit, deadlineNanos));
        return first == null || deadlineNanos - first.deadlineNanos() < 0;
    }

    /// Takes out the records whose time is over.
    ///
    /// @return what is to be called, without the lock, to give up those that are still waiting
    List<Runnable> takeDue(long nowNanos) {
        if (entries.isEmpty()) {
            return List.of();
        }
        var due = new ArrayList<Runnable>();
        for (Entry first = entries.peek();
                first != null && first.deadlineNanos() - nowNanos <= 0;
                first = entries.peek()) {
            due.add(entries.remove()::giveUp);
        }
        return due;
    }

    /// Nanoseconds until the next record's time is over, or `otherwise` if that is less.
    long nextNanos(long nowNanos, long otherwise) {
        Entry first = entries.peek();
        return first == null
                ? otherwise
                : Math.min(otherwise, Math.max(0, first.deadlineNanos() - nowNanos));
    }
}
