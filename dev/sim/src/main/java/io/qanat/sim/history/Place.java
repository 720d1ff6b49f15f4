package io.qanat.sim.history;

/// Where a record is to go. Immutable.
///
/// @param partition what was asked for, or -1 for any
/// @param key -1 for none; records with one key belong together
public record Place(String topic, int partition, int key) {
    /// What stands for any partition, or no key.
    public static final int NONE = -1;
}
