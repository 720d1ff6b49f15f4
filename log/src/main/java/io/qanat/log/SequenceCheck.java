package io.qanat.log;

import io.qanat.log.producer.SequencedBatch;
import io.qanat.log.producer.Verdict;
import io.qanat.record.RecordBatch;
import io.qanat.record.TimestampType;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The question whether a batch of an idempotent producer may be written, asked before anything is.
/// Confined to the log writer.
final class SequenceCheck {
    private static final long NO_TIMESTAMP = -1;

    private SequenceCheck() {}

    /// Where the same batch stands already; empty when these are to be written.
    ///
    /// @throws OutOfOrderSequenceException when batches before it are missing
    /// @throws InvalidProducerEpochException when its producer has a newer epoch
    static Optional<Appended> original(PartitionLog log, ByteBuffer batches) {
        RecordBatch first = RecordBatch.next(batches.duplicate());
        Optional<SequencedBatch> batch = SequencedBatch.of(first);
        return batch.isEmpty()
                ? Optional.empty()
                : original(log, batch.get(), first.timestampType());
    }

    private static Optional<Appended> original(
            PartitionLog log, SequencedBatch batch, TimestampType type) {
        return switch (log.producers().judge(batch)) {
            case Verdict.Next next -> Optional.empty();
            case Verdict.Duplicate duplicate ->
                    Optional.of(appended(log, duplicate.original(), type));
            case Verdict.StaleEpoch stale ->
                    throw new InvalidProducerEpochException(
                            producer(log, batch) + ", the latest is " + stale.knownEpoch(),
                            log.logStart());
            case Verdict.OutOfOrder order ->
                    throw new OutOfOrderSequenceException(
                            producer(log, batch)
                                    + " has sequence "
                                    + batch.firstSequence()
                                    + ", the next is "
                                    + order.expectedSequence(),
                            log.logStart());
        };
    }

    /// Takes note that batches that may be written could not be.
    static void failed(PartitionLog log, ByteBuffer batches) {
        SequencedBatch.of(RecordBatch.next(batches.duplicate())).ifPresent(log.producers()::fail);
    }

    private static Appended appended(
            PartitionLog log, SequencedBatch original, TimestampType type) {
        return new Appended(
                original.baseOffset(),
                original.lastOffset(),
                log.logStart(),
                type == TimestampType.LOG_APPEND_TIME ? original.timestamp() : NO_TIMESTAMP);
    }

    private static String producer(PartitionLog log, SequencedBatch batch) {
        return "a batch to "
                + log.partition()
                + " by producer "
                + batch.producerId()
                + " of epoch "
                + batch.epoch();
    }
}
