package io.qanat.client.internal.accumulator;

import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The callbacks of a batch by the place of their records, each called once; memory only where
/// there are any.
///
/// Filled under the lock of the batch's partition. Then the loop's, which takes out the callbacks
/// of records whose time is over, and in the end the completion executor's.
final class Reports {
    private static final System.Logger LOGGER = System.getLogger(Reports.class.getName());
    private static final int SIZE_FIRST = 16;

    private @Nullable Callback[] callbacks = new Callback[0];
    private long[] timestamps = new long[0];
    private long[] deadlinesNanos = new long[0];
    private int count;
    private int owed;

    /// Whether nobody is left who wants to hear of a record.
    boolean isEmpty() {
        return owed == 0;
    }

    void add(int index, EncodedRecord record, long deadlineNanos) {
        if (index >= callbacks.length) {
            int size = Math.max(SIZE_FIRST, Math.max(index + 1, 2 * callbacks.length));
            callbacks = Arrays.copyOf(callbacks, size);
            timestamps = Arrays.copyOf(timestamps, size);
            deadlinesNanos = Arrays.copyOf(deadlinesNanos, size);
        }
        callbacks[index] = record.callback();
        timestamps[index] = record.timestamp();
        deadlinesNanos[index] = deadlineNanos;
        count = index + 1;
        owed++;
    }

    /// Takes out the callbacks of records whose time is over.
    ///
    /// @param places gets the records' places
    List<Callback> takeDue(long nowNanos, BitSet places) {
        var due = new ArrayList<Callback>();
        for (int i = 0; i < count; i++) {
            Callback callback = callbacks[i];
            if (callback != null && deadlinesNanos[i] - nowNanos <= 0) {
                due.add(callback);
                callbacks[i] = null;
                places.set(i);
                owed--;
            }
        }
        return due;
    }

    /// When the next record's time is over; `otherwise` if that is sooner, or there is none.
    long nextDeadlineNanos(long otherwise) {
        long next = otherwise;
        for (int i = 0; i < count; i++) {
            if (callbacks[i] != null && deadlinesNanos[i] - next < 0) {
                next = deadlinesNanos[i];
            }
        }
        return next;
    }

    /// Closes the gaps that records leave which were taken out of their batch.
    void remove(BitSet places) {
        int to = 0;
        for (int i = 0; i < count; i++) {
            if (!places.get(i)) {
                callbacks[to] = callbacks[i];
                timestamps[to] = timestamps[i];
                deadlinesNanos[to] = deadlinesNanos[i];
                to++;
            }
        }
        Arrays.fill(callbacks, to, count, null);
        count = to;
    }

    /// Calls all callbacks in the order of the records.
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
}
