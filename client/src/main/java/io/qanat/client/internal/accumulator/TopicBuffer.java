package io.qanat.client.internal.accumulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

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
    private final Sticky sticky;

    /// Guards: waiting, placing, isClosed, isUnordered, the writing of partitions. Taken before a
    /// partition's lock.
    private final ReentrantLock lock = new ReentrantLock();

    /// Bounded by the budget. A set, so that one from the middle can be taken back at no great
    /// cost.
    private final LinkedHashSet<Unplaced> waiting = new LinkedHashSet<>();

    /// The partitions while records that waited are placed in them.
    private PartitionBuffer[] placing = {};

    private boolean isClosed;

    /// Whether one of the waiting records has less time than one before it.
    private boolean isUnordered;

    /// Read without the lock. Empty until no record waits.
    private volatile PartitionBuffer[] partitions = {};

    TopicBuffer(String name, Gathering gathering, RandomGenerator random) {
        this.name = name;
        this.gathering = gathering;
        this.sticky = new Sticky(random);
    }

    /// The topic's name.
    public String name() {
        return name;
    }

    /// Takes a record, if there is room.
    ///
    /// @param partition [#ANY] to have it chosen by the key, or evenly without a key
    public Admission append(EncodedRecord record, int partition) {
        PartitionBuffer[] known = partitions;
        if (known.length == 0) {
            return appendUnknown(record, partition);
        }
        if (partition >= known.length) {
            return Admission.NO_PARTITION;
        }
        PartitionBuffer target = known[choice(known.length, record, partition)];
        return noted(target.append(record), target);
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
        sticky.choose(available);
        lock.lock();
        try {
            if (isPlaced()) {
                partitions = grown(partitions, partitionCount);
            } else {
                placing = grown(placing, partitionCount);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Places the records that wait, as far as the budget goes, once the partitions are known.
    /// Called by the loop.
    ///
    /// @return those that ask for a partition that does not exist; they are out of the budget
    public List<Unplaced> place() {
        var misplaced = new ArrayList<Unplaced>();
        lock.lock();
        try {
            if (isPlaced() || placing.length == 0) {
                return misplaced;
            }
            while (!waiting.isEmpty() && !gathering.budget().isOverdrawn()) {
                Unplaced next = waiting.removeFirst();
                boolean isMisplaced = next.partition() >= placing.length;
                if (isMisplaced) {
                    misplaced.add(next);
                } else {
                    PartitionBuffer target =
                            placing[choice(placing.length, next.record(), next.partition())];
                    noted(target.place(next), target);
                }
                // A record that was placed keeps its place, and has bytes of its batch by now.
                gathering.budget().release(next.record().sizeBound(), isMisplaced ? 1 : 0);
            }
            if (waiting.isEmpty()) {
                partitions = placing;
            }
            return misplaced;
        } finally {
            lock.unlock();
        }
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
                gathering.budget().release(next.record().sizeBound(), 1);
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
            gathering.budget().release(record.record().sizeBound(), 1);
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

    private Admission appendUnknown(EncodedRecord record, int partition) {
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
                if (!gathering.budget().tryReserve(record.sizeBound())) {
                    return Admission.NO_ROOM;
                }
                isHasty = await(record, partition);
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
    private boolean await(EncodedRecord record, int partition) {
        long sentNanos = gathering.nanos() - record.lineNanos();
        long deadlineNanos = gathering.deadlineNanos(record, sentNanos);
        boolean isHasty =
                !waiting.isEmpty() && deadlineNanos - waiting.getLast().deadlineNanos() < 0;
        isUnordered |= isHasty;
        var unplaced = new Unplaced(this, record.detached(), partition, sentNanos, deadlineNanos);
        waiting.addLast(unplaced);
        record.waitsIn(unplaced);
        return isHasty;
    }

    private Unplaced takeFirst() {
        Unplaced first = waiting.removeFirst();
        gathering.budget().release(first.record().sizeBound(), 1);
        return first;
    }

    private int choice(int partitionCount, EncodedRecord record, int partition) {
        if (partition != ANY) {
            return partition;
        }
        byte[] key = record.key();
        return key == null ? sticky.current() : Murmur2.partition(key, partitionCount);
    }

    private Admission noted(Admission admission, PartitionBuffer target) {
        if (admission == Admission.ADMITTED_END_OF_RUN) {
            sticky.advance(target.partition());
        }
        return admission;
    }

    private PartitionBuffer[] grown(PartitionBuffer[] before, int count) {
        if (count <= before.length) {
            return before;
        }
        PartitionBuffer[] grown = Arrays.copyOf(before, count);
        for (int i = before.length; i < count; i++) {
            grown[i] = new PartitionBuffer(name, i, gathering);
            if (isClosed) {
                grown[i].close();
            }
        }
        return grown;
    }
}
