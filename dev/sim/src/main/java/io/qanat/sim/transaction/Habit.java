package io.qanat.sim.transaction;

/// How programs behave: as they are shipped, or with a bug that a check must find. Immutable.
public enum Habit {
    /// As it is shipped.
    HONEST,
    /// A commit of unknown fate is aborted, and its work counts as not done.
    ABORTS_UNKNOWN_COMMITS,
    /// No epoch ever grows while the program runs.
    KEEPS_ITS_EPOCH,
    /// Offsets are committed beside the transaction.
    OFFSETS_OUTSIDE
}
