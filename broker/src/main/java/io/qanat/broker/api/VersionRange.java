package io.qanat.broker.api;

/// The versions of one API from the oldest to the newest. Immutable.
///
/// @param min the oldest
/// @param max the newest
record VersionRange(int min, int max) {
    boolean contains(int version) {
        return version >= min && version <= max;
    }
}
