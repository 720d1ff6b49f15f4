package io.qanat.client.internal.accumulator;

import io.qanat.client.PartitionerException;
import io.qanat.client.internal.routing.Router;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The buffers of a topic's partitions, or the records that wait until the partitions are known.
///
/// Records are admitted in either case, into the same budget. Those that wait are placed by the
/// loop in the order in which they came; only then do new ones go straight to their partition, so
/// that a caller's order is kept. Thread-safe.
public final class TopicBuffer {
    /// A partition that is to be chosen here.
    public static final int ANY = -1;

    private final String name;
    private final Gathering gathering;
    private final Router router;
    private final SizeEstimate sizeEstimate;

    /// Guards: waiting, placing, routes, isRouting, isClosed, isUnordered, the writing of
    /// partitions. Taken before a partition's lock.
    private final ReentrantLock lock = new ReentrantLock();

    /// Bounded by the budget. A set, so that one from the middle can be taken back at no great
    /// cost.
    private final LinkedHashSet<Unplaced> waiting = new LinkedHashSet<>();

    /// The partitions while records that waited are placed in them.
    private PartitionBuffer[] placing = {};

    /// What the application's partitioner chose for records that wait; empty without one.
    private final IdentityHashMap<Unplaced, Route> routes = new IdentityHashMap<>();

    /// Whether the application's partitioner is being asked for records that wait.
    private boolean isRouting;

    private boolean isClosed;

    /// Whether one of the waiting records has less time than one before it.
    private boolean isUnordered;

    /// Whether the loop is to hear that a record asked for a partition that is not known. Set by
    /// senders, taken by the loop.
    private final AtomicBoolean isOutgrown = new AtomicBoolean();

    /// Read without the lock. Empty until no record waits.
    private volatile PartitionBuffer[] partitions = {};

    TopicBuffer(String name, Gathering gathering, RandomGenerator random) {
        this.name = name;
        this.gathering = gathering;
        this.router = new Router(name, gathering.partitioning(), random);
        this.sizeEstimate = gathering.newSizeEstimate(name);
    }

    /// The topic's name.
    public String name() {
        return name;
    }

    /// Takes a record, if there is room.
    ///
    /// @param partition [#ANY] to have it chosen
    /// @throws io.qanat.client.PartitionerException when that fails
    public Admission append(EncodedRecord record, int partition) {
        if (partitions.length == 0) {
            return appendUnknown(record, partition);
        }
        int choice = choice(record, partition);
        // Read after the choice, which may be a partition that was not there before.
        PartitionBuffer[] known = partitions;
        if (choice >= known.length) {
            return noPartition();
        }
        PartitionBuffer target = known[choice];
        return noted(target.append(record), target);
    }

    /// Takes records for one partition, as far as there is room, out of the run; at the end of a
    /// run of bytes it comes back sooner.
    ///
    /// @param partition as [#choice] said
    /// @return what became of the last one that was looked at; one that was not taken is the first
    ///   of the run then
    /// @throws io.qanat.client.PartitionerException when records waited for the choice, and it
    ///   fails
    public Admission append(Run run, int partition) {
        PartitionBuffer[] known = partitions;
        if (partition == ANY || known.length == 0) {
            Admission admission = append(run.first(), partition);
            if (admission.isAdmitted()) {
                run.removeFirst();
            }
            return admission;
        }
        return partition < known.length
                ? noted(known[partition].append(run), known[partition])
                : noPartition();
    }

    /// Refuses a record for a partition that is not known, and has the loop ask: the topic may have
    /// got more.
    private Admission noPartition() {
        if (!isOutgrown.getAndSet(true)) {
            gathering.awaited(this);
        }
        return Admission.NO_PARTITION;
    }

    /// Whether a record asked for a partition that is not known, since this was asked last. Called
    /// by the loop.
    public boolean takeOutgrown() {
        return isOutgrown.getAndSet(false);
    }

    /// Chooses a record's partition once, for a caller who may have to append it several times.
    ///
    /// @return `partition` if it is not [#ANY], or if nothing is known to choose from
    /// @throws io.qanat.client.PartitionerException when that fails
    public int choice(EncodedRecord record, int partition) {
        return partition != ANY || partitions.length == 0
                ? partition
                : router.choose(record.key(), record.value());
    }

    /// Whether no record waits for the partitions to be known.
    public boolean isPlaced() {
        return partitions.length > 0;
    }

    /// Takes the partitions that there are: those with a leader get the records without a key, and
    /// all of them the records with one. Called by the loop.
    ///
    /// @param available the partitions with a leader, or all if none has one
    public void know(int partitionCount, int[] available) {
        lock.lock();
        try {
            if (isPlaced()) {
                partitions = grown(partitions, partitionCount);
            } else {
                placing = grown(placing, partitionCount);
            }
            // Only now, so that nothing is chosen that is not there.
            router.know(Math.max(partitions.length, placing.length), available);
        } finally {
            lock.unlock();
        }
    }

    /// Places the records that wait, as far as the budget goes, once the partitions are known.
    /// Called by the loop.
    ///
    /// @return those that have no partition; they are out of the budget
    public List<Misplaced> place() {
        var misplaced = new ArrayList<Misplaced>();
        lock.lock();
        try {
            if (isPlaced() || placing.length == 0) {
                return misplaced;
            }
            while (!waiting.isEmpty() && !gathering.budget().isOverdrawn()) {
                Unplaced next = waiting.getFirst();
                Route route = route(next);
                if (route == null) {
                    break;
                }
                waiting.removeFirst();
                boolean isMisplaced = route.partition() >= placing.length || route.isFailed();
                if (isMisplaced) {
                    misplaced.add(new Misplaced(next, route.failure()));
                } else {
                    PartitionBuffer target = placing[route.partition()];
                    noted(target.place(next), target);
                }
                // A record that was placed keeps its place, and has bytes of its batch by now.
                gathering.budget().release(next.sizeBound(), isMisplaced ? 1 : 0);
            }
            if (waiting.isEmpty()) {
                partitions = placing;
                routes.clear();
            }
            return misplaced;
        } finally {
            lock.unlock();
        }
    }

    /// The records that wait for a choice of the application's partitioner, which is not to be
    /// asked by the loop: [#route] is to be called with them elsewhere. Called by the loop.
    ///
    /// @return none while it is being asked for others
    public List<Unplaced> takeUnrouted() {
        lock.lock();
        try {
            if (!router.isForeign() || placing.length == 0 || isPlaced() || isRouting) {
                return List.of();
            }
            List<Unplaced> unrouted =
                    waiting.stream().filter(record -> route(record) == null).toList();
            isRouting = !unrouted.isEmpty();
            return unrouted;
        } finally {
            lock.unlock();
        }
    }

    /// Asks the application's partitioner for records, and rings for the loop to place them. Called
    /// by one thread at a time, not the loop.
    public void route(List<Unplaced> unrouted) {
        for (Unplaced record : unrouted) {
            EncodedRecord encoded = record.record();
            Route route;
            try {
                route = new Route(router.choose(encoded.key(), encoded.value()), null);
            } catch (PartitionerException e) {
                route = new Route(ANY, e);
            }
            routed(record, route);
        }
        lock.lock();
        try {
            isRouting = false;
        } finally {
            lock.unlock();
        }
        gathering.ring();
    }

    /// Takes out the records that wait and whose time is over. Called by the loop.
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

    /// Takes out all records that wait. Called by the loop.
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

    /// Takes out a record that waits; false when it does not wait any more.
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

    long nanos() {
        return gathering.nanos();
    }

    /// Whether records wait for the partitions to be known.
    public boolean hasWaiting() {
        lock.lock();
        try {
            return !waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// When the time of a record that waits is over; `otherwise` if that is sooner.
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

    /// Takes no records from now on.
    void close() {
        lock.lock();
        try {
            isClosed = true;
            for (PartitionBuffer partition : partitions) {
                partition.close();
            }
            for (PartitionBuffer partition : placing) {
                partition.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private Admission appendUnknown(EncodedRecord record, int asked) {
        // A record that comes when the partitions are known is not one more to ask about later.
        int partition =
                asked == ANY && router.isForeign() && router.count() > 0
                        ? router.choose(record.key(), record.value())
                        : asked;
        boolean isPlacedByNow;
        boolean isFirst = false;
        boolean isHasty = false;
        lock.lock();
        try {
            if (isClosed) {
                return Admission.CLOSED;
            }
            isPlacedByNow = isPlaced();
            if (!isPlacedByNow) {
                isFirst = waiting.isEmpty();
                int sizeBound = record.sizeBound();
                if (!gathering.budget().tryReserve(sizeBound)) {
                    return Admission.NO_ROOM;
                }
                isHasty = await(record, sizeBound, partition);
            }
        } finally {
            lock.unlock();
        }
        if (isPlacedByNow) {
            return append(record, partition);
        }
        if (isFirst) {
            gathering.awaited(this);
        } else if (isHasty) {
            gathering.ring();
        }
        return Admission.ADMITTED;
    }

    /// Lets a record wait; returns whether it has less time than one before it.
    private boolean await(EncodedRecord record, int sizeBound, int partition) {
        long sentNanos = record.sentNanos(gathering.clock());
        long deadlineNanos = gathering.deadlineNanos(record, sentNanos);
        boolean isHasty =
                !waiting.isEmpty() && deadlineNanos - waiting.getLast().deadlineNanos() < 0;
        isUnordered |= isHasty;
        var unplaced =
                new Unplaced(
                        this, record.detached(), sizeBound, partition, sentNanos, deadlineNanos);
        waiting.addLast(unplaced);
        record.waitsIn(unplaced);
        return isHasty;
    }

    private void routed(Unplaced record, Route route) {
        lock.lock();
        try {
            routes.put(record, route);
        } finally {
            lock.unlock();
        }
    }

    /// The way of a record that waits, or null if it is not decided.
    private @Nullable Route route(Unplaced record) {
        if (record.partition() != ANY) {
            return new Route(record.partition(), null);
        }
        EncodedRecord encoded = record.record();
        return router.isForeign()
                ? routes.get(record)
                : new Route(router.choose(encoded.key(), encoded.value()), null);
    }

    private int waitingBatches(int partition) {
        PartitionBuffer[] known = partitions;
        return partition < known.length ? known[partition].waitingBatches() : 0;
    }

    private Unplaced takeFirst() {
        Unplaced first = waiting.removeFirst();
        gathering.budget().release(first.sizeBound(), 1);
        return first;
    }

    private Admission noted(Admission admission, PartitionBuffer target) {
        if (admission == Admission.ADMITTED_END_OF_RUN) {
            router.endRun(target.partition(), this::waitingBatches);
        }
        return admission;
    }

    private PartitionBuffer[] grown(PartitionBuffer[] before, int count) {
        if (count <= before.length) {
            return before;
        }
        PartitionBuffer[] grown = Arrays.copyOf(before, count);
        for (int i = before.length; i < count; i++) {
            grown[i] = new PartitionBuffer(name, i, gathering, sizeEstimate);
            if (isClosed) {
                grown[i].close();
            }
        }
        return grown;
    }

    /// What the partitioner said of a record that waits. Immutable.
    private record Route(int partition, @Nullable PartitionerException failure) {
        boolean isFailed() {
            return failure != null;
        }
    }
}
