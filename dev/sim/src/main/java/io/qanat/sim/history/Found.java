package io.qanat.sim.history;

/// One record as the log has it. Immutable.
///
/// @param number the record's number, or -1 when its bytes are no record's that was sent
public record Found(String topic, int partition, long offset, int number) {}
