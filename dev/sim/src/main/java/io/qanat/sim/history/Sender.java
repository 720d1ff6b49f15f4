package io.qanat.sim.history;

import io.qanat.client.producer.Acks;

/// Who sent a record, and what it can expect. Immutable.
///
/// @param number among all producers of the run
/// @param isIdempotent whether a record is stored at most once, and in the order of sending
public record Sender(int number, Acks acks, boolean isIdempotent) {}
