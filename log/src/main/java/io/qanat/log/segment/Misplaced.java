package io.qanat.log.segment;

import java.nio.ByteBuffer;

/// A batch whose records are whole, while what no checksum covers is wrong: offset, length, leader
/// epoch or format. Immutable.
///
/// @param position where it begins
/// @param baseOffset the offset that belongs there
/// @param sizeInBytes its size
/// @param leaderEpoch the epoch that belongs there
/// @param problem what was wrong
public record Misplaced(
        long position, long baseOffset, int sizeInBytes, int leaderEpoch, String problem) {
    private static final int PLACE_BYTES = 17;
    private static final byte MAGIC = 2;

    /// The first bytes of the batch as they must be.
    ByteBuffer place() {
        return ByteBuffer.allocate(PLACE_BYTES)
                .putLong(baseOffset)
                .putInt(sizeInBytes - BatchHeader.OVERHEAD_BYTES)
                .putInt(leaderEpoch)
                .put(MAGIC)
                .flip();
    }

    @Override
    public String toString() {
        return problem + " at position " + position;
    }
}
