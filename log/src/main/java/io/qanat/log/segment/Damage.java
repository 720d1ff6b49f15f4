package io.qanat.log.segment;

/// A part of a segment's file that holds no whole batch, or a place where batches are missing.
/// Immutable.
///
/// @param from the position of its first byte
/// @param to the position after its last byte
/// @param nextOffset the offset that should stand at its start
/// @param resumedOffset the offset after the lost ones; the same as `nextOffset` when nothing tells
/// @param leaderEpoch the epoch of what will stand for the lost offsets
/// @param problem what is wrong at its start
public record Damage(
        long from, long to, long nextOffset, long resumedOffset, int leaderEpoch, String problem) {
    /// Its size.
    public long sizeInBytes() {
        return to - from;
    }

    /// The same with the offset after the lost ones.
    Damage resumedAt(long offset) {
        return new Damage(from, to, nextOffset, offset, leaderEpoch, problem);
    }

    /// What is wrong, and what became of it.
    ///
    /// @param fates of its offsets
    String told(String fates) {
        return this + fates + ", moved aside " + sizeInBytes() + " bytes";
    }

    @Override
    public String toString() {
        return problem + " at position " + from;
    }
}
