package io.qanat.it.fault;

/// One way in which a topic can contradict what was said about it.
public enum Anomaly {
    /// Acknowledged, and not there.
    LOST,
    /// Acknowledged at another offset than where it is.
    MOVED,
    /// There more often than being sent again can explain.
    DUPLICATED,
    /// Bytes that nobody sent.
    WRONG_BYTES,
    /// In a partition that it was not sent to.
    MISPLACED,
    /// There, although it was said not to be stored.
    FALSELY_REFUSED,
    /// Behind a record that its writer, who keeps an order, sent later.
    REORDERED,
    /// An offset that does not follow the one before it.
    GAP,
    /// In a topic that was made after the record was acknowledged, in one that is gone.
    RESURRECTED
}
