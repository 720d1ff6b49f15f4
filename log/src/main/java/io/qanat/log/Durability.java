package io.qanat.log;

/// What an append waits for before it is answered.
public enum Durability {
    /// Nothing: the answer only says that the batches were taken, `acks=0`. Answered with those
    /// that wait for the write.
    NONE,
    /// The operating system has the bytes, `acks=1`.
    WRITTEN,
    /// The disk has the bytes, `acks=all`. Under another policy than [SyncPolicy#FSYNC] the same as
    /// [#WRITTEN].
    SYNCED
}
