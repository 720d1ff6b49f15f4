package io.qanat.client.internal.accumulator;

import io.qanat.client.producer.Outcome;

/// A record whose topic's partitions are not known yet. Immutable.
///
/// @param partition the one that was asked for, or [TopicBuffer#ANY]
public record Unplaced(EncodedRecord record, int partition, long createdNanos) {
    /// Calls the callback.
    public void complete(Outcome outcome) {
        if (record.hasCallback()) {
            Reports.complete(record.callback(), outcome);
        }
    }
}
