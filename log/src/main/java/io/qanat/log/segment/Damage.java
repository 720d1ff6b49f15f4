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

    /// What is wrong and what became of it.
    ///
    /// @param lostFrom the first of its offsets that is lost; what comes before had a second copy
    public String told(long lostFrom) {
        return problem
                + " at position "
                + from
                + range(nextOffset, Math.min(lostFrom, resumedOffset), "written again")
                + range(lostFrom, resumedOffset, "lost");
    }

    private static String range(long from, long to, String fate) {
        return from < to ? ", offsets " + from + " to " + (to - 1) + " " + fate : "";
    }

    @Override
    public String toString() {
        return told(nextOffset);
    }
}
