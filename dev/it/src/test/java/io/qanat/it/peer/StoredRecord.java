package io.qanat.it.peer;

/// A record that a broker holds, with its offset. Immutable.
public record StoredRecord(long offset, SampleRecord record) {}
