package io.qanat.client.internal.transaction;

import io.qanat.client.internal.connection.Backoff;

/// What every request of one transactional producer has in common. Immutable.
///
/// @param id the transactional id
/// @param coordinator of the transactional id
/// @param timeoutNanos how long an answer may take
/// @param backoff pauses before a request is sent again
record Desk(String id, Coordinator coordinator, long timeoutNanos, Backoff backoff) {
    /// How messages name the producer.
    String name() {
        return "transactional id " + id;
    }
}
