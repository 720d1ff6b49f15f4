package io.qanat.log.segment;

/// A part of a segment's file that holds no whole batch. Immutable.
///
/// @param from the position of its first byte
/// @param to the position after its last byte
/// @param nextOffset the offset that should stand at its start
/// @param problem what is wrong at its start
public record Damage(long from, long to, long nextOffset, String problem) {
    /// Its size.
    public long sizeInBytes() {
        return to - from;
    }
}
