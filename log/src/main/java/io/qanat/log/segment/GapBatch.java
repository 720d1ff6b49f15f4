package io.qanat.log.segment;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// A batch without records that stands for lost offsets, as compaction leaves one: readers step
/// over it to the offset after.
public final class GapBatch {
    private static final int CHECKSUM_AT = 17;
    private static final int CHECKED_FROM = 21;
    private static final byte MAGIC = 2;
    private static final long NONE = -1;

    private GapBatch() {}

    /// The offset before which a batch of a segment must end.
    public static long endMax(long segmentBase) {
        return segmentBase + Integer.MAX_VALUE + 1L;
    }

    /// A batch that covers the offsets from one to before another.
    public static ByteBuffer of(long from, long to, int leaderEpoch) {
        ByteBuffer batch = ByteBuffer.allocate(BatchHeader.HEADER_BYTES);
        batch.putLong(from).putInt(BatchHeader.HEADER_BYTES - BatchHeader.OVERHEAD_BYTES);
        batch.putInt(leaderEpoch).put(MAGIC).putInt(0).putShort((short) 0);
        batch.putInt(Math.toIntExact(to - from - 1)).putLong(NONE).putLong(NONE);
        batch.putLong(NONE).putShort((short) NONE).putInt((int) NONE).putInt(0);
        var crc = new CRC32C();
        crc.update(batch.slice(CHECKED_FROM, BatchHeader.HEADER_BYTES - CHECKED_FROM));
        return batch.putInt(CHECKSUM_AT, (int) crc.getValue()).flip();
    }
}
