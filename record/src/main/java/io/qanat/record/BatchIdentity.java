package io.qanat.record;

/// Who sends a batch, and as which in a row. Immutable.
///
/// @param producerId the idempotent producer's id, -1 without idempotence
/// @param producerEpoch its epoch, -1 without idempotence
/// @param baseSequence the first record's sequence number, -1 without idempotence
/// @param isTransactional whether the records belong to a transaction
/// @param isControl whether the batch holds a marker instead of data
public record BatchIdentity(
        long producerId,
        short producerEpoch,
        int baseSequence,
        boolean isTransactional,
        boolean isControl) {
    /// A batch without idempotence.
    public static final BatchIdentity NONE =
            new BatchIdentity(
                    RecordBatch.NO_PRODUCER,
                    (short) RecordBatch.NO_PRODUCER,
                    RecordBatch.NO_PRODUCER,
                    false,
                    false);

    /// A batch of an idempotent producer outside of transactions.
    public static BatchIdentity idempotent(long producerId, short producerEpoch, int baseSequence) {
        return new BatchIdentity(producerId, producerEpoch, baseSequence, false, false);
    }

    int attributes() {
        return (isTransactional ? RecordBatch.TRANSACTIONAL_BIT : 0)
                | (isControl ? RecordBatch.CONTROL_BIT : 0);
    }
}
