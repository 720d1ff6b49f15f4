package io.qanat.record;

/// What the timestamps of a batch mean.
public enum TimestampType {
    /// The producer's time of each record.
    CREATE_TIME,
    /// The broker's time of the append: one for all records of the batch.
    LOG_APPEND_TIME
}
