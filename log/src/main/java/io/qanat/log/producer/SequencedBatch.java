package io.qanat.log.producer;

import io.qanat.record.RecordBatch;
import java.nio.ByteBuffer;
import java.util.Optional;

/// One batch of an idempotent producer, as much of it as tells it from others. Immutable.
///
/// @param producerId the producer
/// @param epoch the producer's epoch
/// @param firstSequence the sequence number of the first record
/// @param lastSequence that of the last record; smaller than the first when the numbers wrapped
/// @param lastOffset the offset of the last record
/// @param offsetDelta its distance to the first record's
/// @param timestamp the greatest timestamp
public record SequencedBatch(
        long producerId,
        short epoch,
        int firstSequence,
        int lastSequence,
        long lastOffset,
        int offsetDelta,
        long timestamp) {

    /// What a batch says of itself; empty when it was not numbered by a producer.
    public static Optional<SequencedBatch> of(RecordBatch batch) {
        if (batch.producerId() < 0 || batch.baseSequence() < 0) {
            return Optional.empty();
        }
        return Optional.of(
                new SequencedBatch(
                        batch.producerId(),
                        batch.producerEpoch(),
                        batch.baseSequence(),
                        after(batch.baseSequence(), batch.lastOffsetDelta()),
                        batch.lastOffset(),
                        batch.lastOffsetDelta(),
                        batch.maxTimestamp()));
    }

    /// Refuses a numbered batch that shares an append with another: it could be a duplicate alone.
    ///
    /// @throws IllegalArgumentException when there is one
    public static void requireAlone(ByteBuffer batches) {
        ByteBuffer rest = batches.duplicate();
        while (rest.hasRemaining()) {
            RecordBatch batch = RecordBatch.next(rest);
            if (batch.producerId() >= 0 && batch.sizeInBytes() < batches.remaining()) {
                throw new IllegalArgumentException(
                        "a batch of producer " + batch.producerId() + " must be appended alone");
            }
        }
    }

    /// The sequence number so many records behind one: 0 follows the greatest.
    static int after(int sequence, int records) {
        return (sequence + records) & Integer.MAX_VALUE;
    }

    /// The offset of the first record.
    public long baseOffset() {
        return lastOffset - offsetDelta;
    }

    /// The sequence number that must come next.
    int nextSequence() {
        return after(lastSequence, 1);
    }

    /// Whether it has the same records, as their producer numbered them.
    boolean isSameAs(SequencedBatch other) {
        return epoch == other.epoch
                && firstSequence == other.firstSequence
                && lastSequence == other.lastSequence;
    }
}
