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

    /// The sequence number that it begins with.
    private final int firstSequence;

    private final Deque<SequencedBatch> batches = new ArrayDeque<>(BATCHES_MAX);
    private long lastSeenMillis;

    /// Without batches yet.
    ProducerHistory(short epoch, int firstSequence) {
        this.epoch = epoch;
        this.firstSequence = firstSequence;
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
        seen(batch, nowMillis);
    }

    /// Its producer has been heard of with this batch.
    void seen(SequencedBatch batch, long nowMillis) {
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
        int expected = batch.epoch() == epoch ? nextSequence() : 0;
        return batch.firstSequence() == expected
                ? new Verdict.Next()
                : new Verdict.OutOfOrder(expected);
    }

    private int nextSequence() {
        return batches.isEmpty() ? firstSequence : batches.getLast().nextSequence();
    }
}
