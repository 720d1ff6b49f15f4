package io.qanat.broker.topics;

/// The producer ids that are reserved and not given out yet. Immutable.
///
/// A reservation is durable before its first id is used, and what a crash leaves of it is skipped:
/// an id is given out once.
///
/// @param next the next id to give out
/// @param end the first id behind the reservation
record ProducerIdBlock(long next, long end) {
    /// Ids per reservation, as in Apache Kafka.
    static final long LENGTH = 1000;

    /// Nothing is reserved from this id on.
    static ProducerIdBlock emptyAt(long next) {
        return new ProducerIdBlock(next, next);
    }

    boolean isEmpty() {
        return next == end;
    }

    /// The block after the next id was given out.
    ProducerIdBlock afterNext() {
        return new ProducerIdBlock(next + 1, end);
    }

    /// The next reservation.
    ProducerIdBlock following() {
        return new ProducerIdBlock(end, end + LENGTH);
    }
}
