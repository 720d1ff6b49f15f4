package io.qanat.client.internal.accumulator;

/// How a batch begins. Immutable.
///
/// @param bytes what its first record takes in its chunks
/// @param isPlaced whether that record was admitted before its partition was known, and so is owed
///   a place even if there is no room
/// @param sentNanos when it was sent
/// @param deadlineNanos when its time is over
/// @param openedNanos when it became the batch's first
record Opening(
        long bytes, boolean isPlaced, long sentNanos, long deadlineNanos, long openedNanos) {}
