package io.qanat.client.internal.accumulator;

import io.qanat.client.internal.routing.Router;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The records of a topic whose partitions are not known yet, in the order in which they came.
///
/// They hold their part of the budget while they wait. Each leaves once: placed in a partition,
/// overdue, given up, or taken back by its caller. Thread-safe.
public final class WaitingRoom {
    private final String topic;
    private final Gathering gathering;
    private final Router router;
    private final Routes routes;

    /// The topic's, so that no record comes in while the partitions are put to use. Guards:
    /// waiting, isUnordered.
    private final ReentrantLock lock;

    /// Bounded by the budget. A set, so that one from the middle can be taken back at no great
    /// cost.
    private final LinkedHashSet<Unplaced> waiting = new LinkedHashSet<>();

    /// Whether one of the waiting records has less time than one before it.
    private boolean isUnordered;

    /// Nobody waits yet.
    WaitingRoom(String topic, Gathering gathering, Router router, ReentrantLock lock) {
        this.topic = topic;
        this.gathering = gathering;
        this.router = router;
        this.routes = new Routes(router, lock);
        this.lock = lock;
    }

    /// How a record came in.
    enum Entry {
        /// Not at all: there is no room in the budget.
        REFUSED,

        /// Before all others: the loop has to ask for the topic.
        FIRST,

        /// With less time than one before it: the loop has to look at the time again.
        HASTY,

        /// As most do.
        IN_LINE
    }

    /// Lets a record wait, if there is room. Called under the lock.
    ///
    /// @param partition [TopicBuffer#ANY] to have it chosen
    Entry enter(EncodedRecord record, int partition) {
        int sizeBound = record.sizeBound();
        if (!gathering.budget().tryReserve(sizeBound)) {
            return Entry.REFUSED;
        }
        long sentNanos = record.sentNanos(gathering.clock());
        long deadlineNanos = gathering.deadlineNanos(record, sentNanos);
        boolean isFirst = waiting.isEmpty();
        boolean isHasty = !isFirst && deadlineNanos - waiting.getLast().deadlineNanos() < 0;
        isUnordered |= isHasty;
        var unplaced =
                new Unplaced(
                        this, record.detached(), sizeBound, partition, sentNanos, deadlineNanos);
        waiting.addLast(unplaced);
        record.waitsIn(unplaced);
        if (isFirst) {
            return Entry.FIRST;
        }
        return isHasty ? Entry.HASTY : Entry.IN_LINE;
    }

    /// Places records in the order in which they came, as far as the budget goes and the way of the
    /// next one is decided. Called under the lock.
    ///
    /// @return those that have no partition; they are out of the budget
    List<Misplaced> place(PartitionBuffer[] partitions) {
        var misplaced = new ArrayList<Misplaced>();
        while (!waiting.isEmpty() && !gathering.budget().isOverdrawn()) {
            Unplaced next = waiting.getFirst();
            Routes.Route route = routes.of(next);
            if (route == null) {
                break;
            }
            waiting.removeFirst();
            boolean isMisplaced = route.partition() >= partitions.length || route.isFailed();
            if (isMisplaced) {
                misplaced.add(new Misplaced(next, route.failure()));
            } else {
                place(next, partitions[route.partition()]);
            }
            // A record that was placed keeps its place, and has bytes of its batch by now.
            gathering.budget().release(next.sizeBound(), isMisplaced ? 1 : 0);
        }
        if (waiting.isEmpty()) {
            routes.clear();
        }
        return misplaced;
    }

    private void place(Unplaced record, PartitionBuffer target) {
        if (target.place(record) == Admission.ADMITTED_END_OF_RUN) {
            // Nothing was sent that could tell which brokers are slow.
            router.endRun(target.partition(), partition -> 0);
        }
    }

    /// The records that wait for a choice of the application's partitioner, which is not to be
    /// asked by the loop: [#route] is to be called with them elsewhere. Called by the loop.
    ///
    /// @return none while it is being asked for others
    public List<Unplaced> takeUnrouted() {
        lock.lock();
        try {
            return routes.takeUndecided(waiting);
        } finally {
            lock.unlock();
        }
    }

    /// Asks the application's partitioner for records, and rings for the loop to place them. Called
    /// by one thread at a time, not the loop.
    public void route(List<Unplaced> unrouted) {
        routes.ask(unrouted);
        gathering.ring();
    }

    /// Takes out the records whose time is over. Called by the loop.
    ///
    /// @return what was taken out; it is out of the budget
    public List<Unplaced> takeOverdue(long nowNanos) {
        var overdue = new ArrayList<Unplaced>();
        lock.lock();
        try {
            while (!waiting.isEmpty() && waiting.getFirst().deadlineNanos() - nowNanos <= 0) {
                overdue.add(takeFirst());
            }
            if (isUnordered) {
                takeOverdueBehind(overdue, nowNanos);
            }
            return overdue;
        } finally {
            lock.unlock();
        }
    }

    private void takeOverdueBehind(List<Unplaced> overdue, long nowNanos) {
        for (var each = waiting.iterator(); each.hasNext(); ) {
            Unplaced next = each.next();
            if (next.deadlineNanos() - nowNanos <= 0) {
                each.remove();
                gathering.budget().release(next.sizeBound(), 1);
                overdue.add(next);
            }
        }
        isUnordered = !waiting.isEmpty();
    }

    /// Takes out all records. Called by the loop.
    ///
    /// @return what was taken out; it is out of the budget
    public List<Unplaced> takeAll() {
        var all = new ArrayList<Unplaced>();
        lock.lock();
        try {
            while (!waiting.isEmpty()) {
                all.add(takeFirst());
            }
            return all;
        } finally {
            lock.unlock();
        }
    }

    private Unplaced takeFirst() {
        Unplaced first = waiting.removeFirst();
        gathering.budget().release(first.sizeBound(), 1);
        return first;
    }

    /// Whether no record waits.
    public boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// When the time of a record is over; `otherwise` if that is sooner.
    public long nextDeadlineNanos(long otherwise) {
        lock.lock();
        try {
            long next = otherwise;
            for (Unplaced record : waiting) {
                next = record.deadlineNanos() - next < 0 ? record.deadlineNanos() : next;
                if (!isUnordered) {
                    break;
                }
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /// Takes out a record; false when it does not wait any more.
    boolean withdraw(Unplaced record) {
        lock.lock();
        try {
            if (!waiting.remove(record)) {
                return false;
            }
            gathering.budget().release(record.sizeBound(), 1);
        } finally {
            lock.unlock();
        }
        // Somebody may flush this topic.
        gathering.ring();
        return true;
    }

    String topic() {
        return topic;
    }

    long nanos() {
        return gathering.nanos();
    }
}
