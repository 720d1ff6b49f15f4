package io.qanat.client.internal.accumulator;

import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The callbacks of a batch by the place of their records; memory only where there are any.
///
/// Filled under the lock of the batch's partition, read by the completion executor afterwards.
final class Reports {
    private static final System.Logger LOGGER = System.getLogger(Reports.class.getName());
    private static final int SIZE_FIRST = 16;

    private @Nullable Callback[] callbacks = new Callback[0];
    private long[] timestamps = new long[0];
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    void add(int index, Callback callback, long timestamp) {
        if (index >= callbacks.length) {
            int size = Math.max(SIZE_FIRST, Math.max(index + 1, 2 * callbacks.length));
            callbacks = Arrays.copyOf(callbacks, size);
            timestamps = Arrays.copyOf(timestamps, size);
        }
        callbacks[index] = callback;
        timestamps[index] = timestamp;
        count = index + 1;
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
