package io.qanat.sim.oracle;

import java.nio.ByteBuffer;

/// One batch that the log was given, with its place. The bytes must not be changed.
///
/// @param baseOffset the offset of its first record
/// @param lastOffset the offset of its last record
/// @param leaderEpoch the epoch that it was stamped with
/// @param bytes all of it, as the log must store it
public record Entry(long baseOffset, long lastOffset, int leaderEpoch, ByteBuffer bytes) {
    /// The size of a batch without records.
    static final int HEADER_BYTES = 61;

    private static final int LENGTH_AT = 8;
    private static final int LENGTH_FROM = 12;
    private static final int EPOCH_AT = 12;

    /// What is before it says where the batch stands, the rest is the producer's.
    private static final int CHECKED_FROM = 17;

    private static final int LAST_DELTA_AT = 23;
    private static final int MAX_TIMESTAMP_AT = 35;
    private static final int RECORD_COUNT_AT = 57;

    /// A batch that is given its place.
    public static Entry placed(ByteBuffer batch, long baseOffset, int leaderEpoch) {
        ByteBuffer bytes = ByteBuffer.allocate(batch.remaining()).put(batch.duplicate()).flip();
        return stored(bytes.putLong(0, baseOffset).putInt(EPOCH_AT, leaderEpoch));
    }

    /// A batch that was read.
    static Entry stored(ByteBuffer bytes) {
        long baseOffset = bytes.getLong(0);
        return new Entry(
                baseOffset,
                baseOffset + bytes.getInt(LAST_DELTA_AT),
                bytes.getInt(EPOCH_AT),
                bytes);
    }

    /// The size of the batch that begins at an index; 0 when no whole one does.
    static int sizeInBytes(ByteBuffer batches, int at) {
        int rest = batches.limit() - at;
        if (rest < HEADER_BYTES) {
            return 0;
        }
        int size = batches.getInt(at + LENGTH_AT) + LENGTH_FROM;
        return size >= HEADER_BYTES && size <= rest ? size : 0;
    }

    /// Whether it is this batch, wherever that was placed.
    boolean isOf(ByteBuffer batch) {
        return bytes.remaining() == batch.remaining()
                && bytes.slice(CHECKED_FROM, bytes.limit() - CHECKED_FROM)
                        .equals(batch.slice(CHECKED_FROM, batch.limit() - CHECKED_FROM));
    }

    /// The offset after its last record.
    public long nextOffset() {
        return lastOffset + 1;
    }

    /// The greatest timestamp of its records.
    long maxTimestamp() {
        return bytes.getLong(MAX_TIMESTAMP_AT);
    }

    /// Whether it stands for offsets whose records are lost.
    boolean isGap() {
        return bytes.getInt(RECORD_COUNT_AT) == 0;
    }

    @Override
    public String toString() {
        return "batch of offsets %d to %d, epoch %d, %d bytes, hash %08x"
                .formatted(
                        baseOffset, lastOffset, leaderEpoch, bytes.remaining(), bytes.hashCode());
    }
}
