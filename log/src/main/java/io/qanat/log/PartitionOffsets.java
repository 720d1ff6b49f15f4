package io.qanat.log;

/// The offsets that bound one partition at one moment. Immutable.
///
/// @param logStart the first offset that it still has
/// @param highWatermark the offset after the last that is durable, and that consumers see
/// @param logEnd the offset that the next record gets
public record PartitionOffsets(long logStart, long highWatermark, long logEnd) {}
