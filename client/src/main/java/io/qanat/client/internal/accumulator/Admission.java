package io.qanat.client.internal.accumulator;

/// Whether a record was taken. Immutable.
public enum Admission {
    /// It was; its callback will be called.
    ADMITTED,

    /// It was, and with it its partition got as many bytes as a batch holds since this was last
    /// said: records without a key should go elsewhere next.
    ADMITTED_END_OF_RUN,

    /// It was not: the budget has no room.
    NO_ROOM,

    /// It was not: its topic has no such partition.
    NO_PARTITION,

    /// It was not: the producer is closed.
    CLOSED;

    /// Whether the record was taken.
    public boolean isAdmitted() {
        return this == ADMITTED || this == ADMITTED_END_OF_RUN;
    }
}
