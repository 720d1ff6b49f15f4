package io.qanat.client.internal.accumulator;

import io.qanat.client.producer.Timeline;
import java.util.List;

/// How a batch begins. Immutable.
///
/// @param bytes what its first record takes in its chunks
/// @param isPlaced whether that record was admitted before its partition was known, and so is owed
///   a place even if there is no room
/// @param sentNanos when it was sent
/// @param deadlineNanos when its time is over
/// @param openedNanos when it became the batch's first
record Opening(long bytes, boolean isPlaced, long sentNanos, long deadlineNanos, long openedNanos) {
    /// How long the record waited until its partition was known.
    ///
    /// @param lineNanos how long its caller waited for room before
    long metadataNanos(long lineNanos) {
        return isPlaced ? Math.max(0, openedNanos - sentNanos - lineNanos) : 0;
    }

    /// The way of the batch's records if they get no further. What is beyond the longest wait for
    /// further records was another wait.
    Timeline unsent(long lineNanos, long lingerNanosMax, long nowNanos) {
        long waitedNanos = Math.max(0, nowNanos - openedNanos);
        long lingerLeftNanos = sentNanos + lingerNanosMax - openedNanos;
        long lingerNanos = Math.min(waitedNanos, Math.max(0, lingerLeftNanos));
        return new Timeline(
                metadataNanos(lineNanos),
                lineNanos,
                lingerNanos,
                waitedNanos - lingerNanos,
                List.of(),
                0,
                Math.max(0, nowNanos - sentNanos));
    }
}
