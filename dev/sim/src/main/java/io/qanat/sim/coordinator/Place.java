package io.qanat.sim.coordinator;

/// What can be part of a transaction: a partition, or a group's offsets. Immutable.
public sealed interface Place {
    /// A partition of a topic.
    record Partition(String topic, int index) implements Place {}

    /// The offsets of a group.
    record Group(String id) implements Place {}
}
