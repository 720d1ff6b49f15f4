package io.qanat.client.internal.idempotence;

/// An idempotent producer as brokers know it. Immutable.
public record Identity(long producerId, short epoch) {
    /// Whether there is no further epoch under this id.
    boolean isLast() {
        return epoch == Short.MAX_VALUE;
    }

    /// The next epoch under the same id.
    Identity next() {
        return new Identity(producerId, (short) (epoch + 1));
    }
}
