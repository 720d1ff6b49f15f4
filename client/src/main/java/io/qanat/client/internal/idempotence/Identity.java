package io.qanat.client.internal.idempotence;

import io.qanat.record.BatchIdentity;

/// An idempotent producer as brokers know it. Immutable.
///
/// @param isTransactional whether what is sent under it belongs to a transaction
public record Identity(long producerId, short epoch, boolean isTransactional) {
    /// A producer without transactions.
    public Identity(long producerId, short epoch) {
        this(producerId, epoch, false);
    }

    /// What a batch says of its sender.
    public BatchIdentity batch(int baseSequence) {
        return new BatchIdentity(producerId, epoch, baseSequence, isTransactional, false);
    }

    /// Whether there is no further epoch under this id.
    boolean isLast() {
        return epoch == Short.MAX_VALUE;
    }

    /// The next epoch under the same id.
    Identity next() {
        return new Identity(producerId, (short) (epoch + 1), isTransactional);
    }
}
