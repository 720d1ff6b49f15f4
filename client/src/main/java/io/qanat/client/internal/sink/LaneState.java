package io.qanat.client.internal.sink;

/// What the next batch of one partition waits for; up to a window's width of batches before it may
/// be on their way.
///
/// ```
///   Idle ──► Lingering ──► Ready ──► Departing ──► any (the next batch)
///     ▲         │           ▲  ▲
///     │         ▼           │  └── Unidentified (who sends it is being found out)
///   answered    Building ───┘
///
///   any ──► Full (the window) ──► any (answered)
///   any ──► Pausing (a batch failed) ──► any (its time is over)
/// ```
///
/// [Lanes#arrange] finds the state anew after every event.
sealed interface LaneState {
    /// There is no batch that could be sent.
    enum Idle implements LaneState {
        IDLE
    }

    /// The next batch may still be filled.
    record Lingering(long untilNanos) implements LaneState {}

    /// The next batch is being compressed.
    enum Building implements LaneState {
        BUILDING
    }

    /// The next batch needs an identity, or must wait until the present one has been drained.
    enum Unidentified implements LaneState {
        UNIDENTIFIED
    }

    /// The next batch can go into the next request to the partition's leader.
    enum Ready implements LaneState {
        READY
    }

    /// A batch is going into a request right now.
    enum Departing implements LaneState {
        DEPARTING
    }

    /// As many batches are on their way as may be.
    enum Full implements LaneState {
        FULL
    }

    /// A batch failed and is tried again later.
    record Pausing(long untilNanos) implements LaneState {}
}
