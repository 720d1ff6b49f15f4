package io.qanat.client.internal.sink;

/// What the batches of one partition wait for.
///
/// ```
///   Idle ──► Lingering ──► Ready ──► Sending ──► Idle, Lingering, Ready (answered)
///               │            ▲  ▲        └─────► Pausing (to be tried again)
///               └► Building ─┘  └────────────────────┘
/// ```
///
/// With at most one batch on its way, the partition's order survives any retry.
sealed interface LaneState {
    /// There is no batch.
    enum Idle implements LaneState {
        IDLE
    }

    /// The first batch may still be filled.
    record Lingering(long untilNanos) implements LaneState {}

    /// The first batch is being compressed.
    enum Building implements LaneState {
        BUILDING
    }

    /// The first batch can go into the next request to the partition's leader.
    enum Ready implements LaneState {
        READY
    }

    /// The first batch is on its way.
    enum Sending implements LaneState {
        SENDING
    }

    /// The first batch failed and is tried again later.
    record Pausing(long untilNanos) implements LaneState {}
}
