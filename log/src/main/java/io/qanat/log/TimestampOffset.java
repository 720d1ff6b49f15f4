package io.qanat.log;

/// A record's timestamp and offset. Immutable.
///
/// @param timestamp milliseconds since 1970
/// @param offset where the record is
public record TimestampOffset(long timestamp, long offset) {}
