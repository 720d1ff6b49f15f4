package io.qanat.log;

/// Where an append's batches stand. Immutable.
///
/// @param baseOffset the offset of the first record
/// @param lastOffset the offset of the last record
/// @param logStartOffset the first offset that the partition still has
/// @param logAppendTimeMillis the timestamp that the log gave, -1 where the producer's own stands
public record Appended(
        long baseOffset, long lastOffset, long logStartOffset, long logAppendTimeMillis) {}
