package io.qanat.client.internal.accumulator;

import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The records of a batch as far as somebody waits for their outcome: callbacks by the place of
/// their records, each called once; memory only where there are any.
///
/// Until it is sealed it is guarded by the lock of the batch's partition, as callers add records
/// and take them back. Then it is the loop's, which takes out the callbacks of records whose time
/// is over, and in the end the completion executor's.
final class Reports {
    private static final System.Logger LOGGER = System.getLogger(Reports.class.getName());
    private static final int SIZE_FIRST = 16;

    private final ReentrantLock lock;
    private final int sizeExpected;
    private @Nullable Callback[] callbacks = new Callback[0];
    private long[] timestamps = new long[0];
    private long[] deadlinesNanos = new long[0];

    /// Of records with a time of their own; shorter than the others if the last have none.
    private long[] timeoutsNanos = new long[0];

    private int count;
    private int owed;

    /// Records that are in the batch and stay, with callback or without.
    private int staying = 1;

    /// The places of records that are in the batch and are to be taken out.
    private BitSet leaving = new BitSet(0);

    private boolean isThinnedTold;

    /// Written by the loop alone, under the lock.
    private boolean isSealed;

    /// Has room for the first record, which is to be added.
    ///
    /// @param sizeExpected for how many records memory is taken at first; more is when it is needed
    Reports(ReentrantLock lock, int sizeExpected) {
        this.lock = lock;
        this.sizeExpected = Math.max(SIZE_FIRST, sizeExpected);
    }

    /// How many records there are up to the last with a callback. Called under the lock.
    int size() {
        return count;
    }

    /// Whether all callbacks may be called by the loop. For sealed ones.
    boolean arePrompt() {
        for (int i = 0; i < count; i++) {
            if (callbacks[i] != null && !(callbacks[i] instanceof Prompt)) {
                return false;
            }
        }
        return true;
    }

    /// Of so many records that cannot be taken back any more, and of which nobody wants to hear
    /// yet.
    static Reports sealed(ReentrantLock lock, int recordCount) {
        var sealed = new Reports(lock, 0);
        sealed.staying = recordCount;
        sealed.isSealed = true;
        return sealed;
    }

    /// Gives to others all that there is about as many records as those are of, from a place on.
    /// For sealed ones.
    void copyTo(Reports part, int from) {
        int to = Math.min(count, from + part.staying);
        if (from >= to) {
            return;
        }
        part.callbacks = Arrays.copyOfRange(callbacks, from, to);
        part.timestamps = Arrays.copyOfRange(timestamps, from, to);
        part.deadlinesNanos = Arrays.copyOfRange(deadlinesNanos, from, to);
        if (from < timeoutsNanos.length) {
            part.timeoutsNanos =
                    Arrays.copyOfRange(timeoutsNanos, from, Math.min(to, timeoutsNanos.length));
        }
        part.count = to - from;
        part.owed = (int) Arrays.stream(part.callbacks).filter(Objects::nonNull).count();
    }

    /// Nobody is told of anything here any more. For sealed ones.
    void clear() {
        Arrays.fill(callbacks, 0, count, null);
        count = 0;
        owed = 0;
    }

    /// Whether nobody is left who wants to hear of a record. For sealed ones.
    boolean isEmpty() {
        return owed == 0;
    }

    /// How many records stay in the batch.
    int staying() {
        lock.lock();
        try {
            return staying;
        } finally {
            lock.unlock();
        }
    }

    /// How many records are in the batch, with callback or without. For sealed ones.
    int recordCount() {
        return staying;
    }

    /// There is room for another record. Called under the lock.
    void expect() {
        staying++;
    }

    /// Adds a record with a callback. Called under the lock.
    void add(int index, EncodedRecord record, long deadlineNanos) {
        if (index >= callbacks.length) {
            int size = Math.max(sizeExpected, Math.max(index + 1, 2 * callbacks.length));
            callbacks = Arrays.copyOf(callbacks, size);
            timestamps = Arrays.copyOf(timestamps, size);
            deadlinesNanos = Arrays.copyOf(deadlinesNanos, size);
        }
        callbacks[index] = record.callback();
        timestamps[index] = record.timestamp();
        deadlinesNanos[index] = deadlineNanos;
        if (record.hasOwnTimeout()) {
            noteOwnTimeout(index, record);
        }
        count = index + 1;
        owed++;
    }

    /// Takes a record's callback out, and has the record leave; false when there is no such record,
    /// or it is too late. Called under the lock.
    boolean withdraw(Callback callback) {
        for (int i = 0; i < count && !isSealed; i++) {
            if (isSame(callbacks[i], callback)) {
                callbacks[i] = null;
                owed--;
                leave(i);
                return true;
            }
        }
        return false;
    }

    /// Whether so many records leave that the loop should hear of it now: at least half, or all.
    /// Called under the lock.
    boolean takeThinned() {
        boolean isThin = staying == 0 || (!isThinnedTold && leaving.cardinality() >= staying);
        isThinnedTold |= isThin;
        return isThin;
    }

    private void noteOwnTimeout(int index, EncodedRecord record) {
        if (index >= timeoutsNanos.length) {
            int length = timeoutsNanos.length;
            timeoutsNanos = Arrays.copyOf(timeoutsNanos, callbacks.length);
            Arrays.fill(timeoutsNanos, length, callbacks.length, Overdue.NO_OWN_TIMEOUT);
        }
        timeoutsNanos[index] = record.timeoutNanos(Overdue.NO_OWN_TIMEOUT);
    }

    /// Whether a record has, or had, a time of its own. For sealed ones, or a closed batch.
    boolean hasOwnTimeouts() {
        return timeoutsNanos.length > 0;
    }

    /// Takes out the callbacks of records whose time is over.
    ///
    /// @param areLeaving whether the records leave too
    Collection<Overdue> takeDue(long nowNanos, boolean areLeaving) {
        var due = new TreeMap<Long, Overdue>();
        lock.lock();
        try {
            for (int i = 0; i < count; i++) {
                Callback callback = callbacks[i];
                if (callback != null && deadlinesNanos[i] - nowNanos <= 0) {
                    due.computeIfAbsent(timeoutNanos(i), Overdue::new).add(callback);
                    callbacks[i] = null;
                    owed--;
                    if (areLeaving) {
                        leave(i);
                    }
                }
            }
        } finally {
            lock.unlock();
        }
        return due.values();
    }

    private long timeoutNanos(int index) {
        return index < timeoutsNanos.length ? timeoutsNanos[index] : Overdue.NO_OWN_TIMEOUT;
    }

    /// When the next record's time is over; `otherwise` if that is sooner, or there is none.
    long nextDeadlineNanos(long otherwise) {
        long next = otherwise;
        lock.lock();
        try {
            for (int i = 0; i < count; i++) {
                if (callbacks[i] != null && deadlinesNanos[i] - next < 0) {
                    next = deadlinesNanos[i];
                }
            }
        } finally {
            lock.unlock();
        }
        return next;
    }

    /// Closes the gaps of the records that leave.
    ///
    /// @return their places, which are to be taken out of the batch; none if no record stays
    BitSet takeLeaving() {
        lock.lock();
        try {
            BitSet places = leaving;
            if (staying == 0 || places.isEmpty()) {
                return new BitSet(0);
            }
            remove(places);
            leaving = new BitSet(0);
            isThinnedTold = false;
            return places;
        } finally {
            lock.unlock();
        }
    }

    /// From now on no record can be taken back; refused while one is still to be taken out.
    boolean trySeal() {
        if (!isSealed) {
            lock.lock();
            try {
                isSealed = leaving.isEmpty();
            } finally {
                lock.unlock();
            }
        }
        return isSealed;
    }

    /// From now on no record can be taken back.
    void seal() {
        if (!isSealed) {
            lock.lock();
            try {
                isSealed = true;
            } finally {
                lock.unlock();
            }
        }
    }

    /// Calls all callbacks in the order of the records. For sealed ones.
    void complete(String topic, int partition, Fate fate) {
        for (int i = 0; i < count; i++) {
            Callback callback = callbacks[i];
            if (callback != null) {
                complete(callback, fate.of(topic, partition, i, timestamps[i]));
            }
        }
    }

    static void complete(Callback callback, Outcome outcome) {
        try {
            callback.completed(outcome);
        } catch (RuntimeException | Error e) {
            // One record's callback must not cost the others theirs.
            LOGGER.log(System.Logger.Level.WARNING, "callback failed outcome=" + outcome, e);
        }
    }

    private void leave(int place) {
        leaving.set(place);
        staying--;
    }

    private void remove(BitSet places) {
        int to = 0;
        for (int i = 0; i < count; i++) {
            if (!places.get(i)) {
                callbacks[to] = callbacks[i];
                timestamps[to] = timestamps[i];
                deadlinesNanos[to] = deadlinesNanos[i];
                if (i < timeoutsNanos.length) {
                    timeoutsNanos[to] = timeoutsNanos[i];
                }
                to++;
            }
        }
        Arrays.fill(callbacks, to, count, null);
        count = to;
    }

    @SuppressWarnings("ReferenceEquality") // a callback of the caller's is never asked
    private static boolean isSame(@Nullable Callback one, Callback other) {
        return one == other;
    }
}
