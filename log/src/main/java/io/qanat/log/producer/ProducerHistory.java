package io.qanat.log.producer;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;

/// The last batches of one producer in one epoch. Confined to its caller.
final class ProducerHistory {
    /// As many as a producer may have in flight.
    static final int BATCHES_MAX = 5;

    private final short epoch;
    private final Deque<SequencedBatch> batches = new ArrayDeque<>(BATCHES_MAX);
    private long lastSeenMillis;

    ProducerHistory(short epoch) {
        this.epoch = epoch;
    }

    short epoch() {
        return epoch;
    }

    /// In the order of the log.
    Collection<SequencedBatch> batches() {
        return Collections.unmodifiableCollection(batches);
    }

    /// When the producer last wrote, as far as its timestamps and the log's time tell.
    long lastSeenMillis() {
        return lastSeenMillis;
    }

    /// Adds a batch of this epoch.
    void add(SequencedBatch batch, long nowMillis) {
        if (batches.size() == BATCHES_MAX) {
            batches.removeFirst();
        }
        batches.addLast(batch);
        lastSeenMillis = Math.max(batch.timestamp(), nowMillis);
    }

    Verdict judge(SequencedBatch batch) {
        if (batch.epoch() < epoch) {
            return new Verdict.StaleEpoch(epoch);
        }
        for (SequencedBatch known : batches) {
            if (known.isSameAs(batch)) {
                return new Verdict.Duplicate(known);
            }
        }
        boolean continues = batch.epoch() == epoch && !batches.isEmpty();
        int expected = continues ? batches.getLast().nextSequence() : 0;
        return batch.firstSequence() == expected
                ? new Verdict.Next()
                : new Verdict.OutOfOrder(expected);
    }
}
