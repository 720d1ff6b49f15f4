package io.qanat.log.producer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// The idempotent producers of one partition with their last batches. Confined to its caller.
///
/// Whoever is not known may begin with any sequence number, as with Apache Kafka: its batches may
/// have been deleted, or it was quiet for so long that it was forgotten. But when the batch that it
/// begins with could not be written, it has to begin with that one: others that it has sent already
/// must not overtake it.
public final class PartitionProducers {
    private static final short FIRST_EPOCH = 0;

    private final int producersMax;

    /// By id, the one that wrote last at the end.
    private final SequencedMap<Long, ProducerHistory> histories = new LinkedHashMap<>();

    private long nowMillis = Long.MIN_VALUE;

    /// No producers yet.
    ///
    /// @param producersMax so many are known; one more, and the one that was quiet longest is
    ///   forgotten
    public PartitionProducers(int producersMax) {
        this.producersMax = producersMax;
    }

    /// How many producers are known.
    public int size() {
        return histories.size();
    }

    SequencedMap<Long, ProducerHistory> histories() {
        return histories;
    }

    /// What is to become of a batch.
    public Verdict judge(SequencedBatch batch) {
        if (batch.epoch() < FIRST_EPOCH) {
            // To be without an epoch would be to be without protection.
            return new Verdict.StaleEpoch(FIRST_EPOCH);
        }
        ProducerHistory history = histories.get(batch.producerId());
        return history == null ? new Verdict.Next() : history.judge(batch);
    }

    /// Takes note of a batch that is in the log.
    public void append(SequencedBatch batch) {
        ProducerHistory known = histories.remove(batch.producerId());
        ProducerHistory history =
                known != null && known.epoch() == batch.epoch()
                        ? known
                        : new ProducerHistory(batch.epoch(), batch.firstSequence());
        history.add(batch, nowMillis);
        know(batch.producerId(), history);
    }

    /// Takes note of a batch that may be written, but could not be.
    public void fail(SequencedBatch batch) {
        if (!histories.containsKey(batch.producerId())) {
            var history = new ProducerHistory(batch.epoch(), batch.firstSequence());
            history.seen(batch, nowMillis);
            know(batch.producerId(), history);
        }
    }

    private void know(long producerId, ProducerHistory history) {
        histories.putLast(producerId, history);
        if (histories.size() > producersMax) {
            histories.pollFirstEntry();
        }
    }

    /// Forgets everything.
    public void clear() {
        histories.clear();
    }

    /// Tells the time, and forgets who was quiet for so long.
    ///
    /// The first call forgets nobody: producers that an opening found may be about to send again
    /// what they were never told of, however old their records are.
    public void expire(long timeMillis, long expirationMillis) {
        boolean first = nowMillis == Long.MIN_VALUE;
        nowMillis = timeMillis;
        if (!first) {
            histories.values().removeIf(history -> isExpired(history, expirationMillis));
        }
    }

    private boolean isExpired(ProducerHistory history, long expirationMillis) {
        long seen = history.lastSeenMillis();
        // A timestamp of the far future is later than any time.
        return seen <= nowMillis && nowMillis - Math.max(seen, 0) >= expirationMillis;
    }

    /// The producers' last batches in an order in which they could have been appended.
    Iterable<SequencedBatch> batches() {
        return () ->
                histories.values().stream()
                        .flatMap(history -> history.batches().stream())
                        .iterator();
    }

    int batchCount() {
        int count = 0;
        for (Map.Entry<Long, ProducerHistory> entry : histories.entrySet()) {
            count += entry.getValue().batches().size();
        }
        return count;
    }
}
