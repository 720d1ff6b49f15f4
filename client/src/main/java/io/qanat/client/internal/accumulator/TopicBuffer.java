package io.qanat.client.internal.accumulator;

import io.qanat.client.internal.routing.Router;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final Router router;
    private final SizeEstimate sizeEstimate;

    /// Guards: placing, isClosed, the writing of partitions, the waiting room. Taken before a
    /// partition's lock.
    private final ReentrantLock lock = new ReentrantLock();

    private final WaitingRoom waitingRoom;

    /// The partitions while records that waited are placed in them.
    private PartitionBuffer[] placing = {};

    private boolean isClosed;

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
        this.waitingRoom = new WaitingRoom(name, gathering, router, lock);
    }

    /// The topic's name.
    public String name() {
        return name;
    }

    /// Where records wait until the partitions are known.
    public WaitingRoom waitingRoom() {
        return waitingRoom;
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
        lock.lock();
        try {
            if (isPlaced() || placing.length == 0) {
                return List.of();
            }
            List<Misplaced> misplaced = waitingRoom.place(placing);
            if (waitingRoom.isEmpty()) {
                partitions = placing;
            }
            return misplaced;
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
        WaitingRoom.Entry entry;
        lock.lock();
        try {
            if (isClosed) {
                return Admission.CLOSED;
            }
            entry = isPlaced() ? null : waitingRoom.enter(record, partition);
        } finally {
            lock.unlock();
        }
        // Null when the partitions are known by now.
        return entry == null ? append(record, partition) : admission(entry);
    }

    private Admission admission(WaitingRoom.Entry entry) {
        switch (entry) {
            case REFUSED -> {
                return Admission.NO_ROOM;
            }
            case FIRST -> gathering.awaited(this);
            case HASTY -> gathering.ring();
            case IN_LINE -> {}
        }
        return Admission.ADMITTED;
    }

    private int waitingBatches(int partition) {
        PartitionBuffer[] known = partitions;
        return partition < known.length ? known[partition].waitingBatches() : 0;
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
}
