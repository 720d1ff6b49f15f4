package io.qanat.log.segment;

import java.nio.ByteBuffer;

/// What the log needs to know of a batch without reading its records. Immutable.
///
/// ```
/// 0           8        12            16      17    21           23                27
/// | baseOffset | length | leaderEpoch | magic | crc | attributes | lastOffsetDelta | baseTimestamp
/// 35             43           51              53             57            61
/// | maxTimestamp | producerId | producerEpoch | baseSequence | recordCount | records ...
/// ```
///
/// `length` counts the bytes after itself; the checksum covers those from `attributes` on.
///
/// @param baseOffset the offset of the first record
/// @param sizeInBytes the size of the whole batch
/// @param leaderEpoch the epoch stamped by the log that stored it
/// @param magic the format, which must be 2
/// @param lastOffsetDelta the last record's distance to the first
/// @param maxTimestamp the greatest timestamp
public record BatchHeader(
        long baseOffset,
        int sizeInBytes,
        int leaderEpoch,
        byte magic,
        int lastOffsetDelta,
        long maxTimestamp) {
    /// The size of a batch without records.
    public static final int HEADER_BYTES = 61;

    /// The bytes before and including `length`.
    public static final int OVERHEAD_BYTES = 12;

    private static final byte MAGIC = 2;
    private static final int LENGTH = 8;
    private static final int LEADER_EPOCH = 12;
    private static final int MAGIC_AT = 16;
    private static final int LAST_OFFSET_DELTA = 23;
    private static final int MAX_TIMESTAMP = 35;

    /// Reads the header that begins at an index; 61 bytes must be there.
    public static BatchHeader at(ByteBuffer bytes, int index) {
        int length = bytes.getInt(index + LENGTH);
        return new BatchHeader(
                bytes.getLong(index),
                length > Integer.MAX_VALUE - OVERHEAD_BYTES ? -1 : length + OVERHEAD_BYTES,
                bytes.getInt(index + LEADER_EPOCH),
                bytes.get(index + MAGIC_AT),
                bytes.getInt(index + LAST_OFFSET_DELTA),
                bytes.getLong(index + MAX_TIMESTAMP));
    }

    /// Checks that a buffer holds whole batches and nothing else, as far as their headers tell.
    ///
    /// @throws IllegalArgumentException when it does not
    public static void requireWhole(ByteBuffer batches) {
        if (batches.isReadOnly() || !batches.hasRemaining()) {
            throw new IllegalArgumentException("an append needs batches in a writable buffer");
        }
        for (int at = batches.position(); at < batches.limit(); ) {
            int rest = batches.limit() - at;
            if (rest < HEADER_BYTES) {
                throw new IllegalArgumentException("no whole batch at byte " + at);
            }
            BatchHeader header = at(batches, at);
            if (!header.continues(header.baseOffset) || header.sizeInBytes > rest) {
                throw new IllegalArgumentException("no whole batch at byte " + at + ": " + header);
            }
            at += header.sizeInBytes;
        }
    }

    /// The offset of the last record.
    public long lastOffset() {
        return baseOffset + lastOffsetDelta;
    }

    /// The offset after the last record.
    public long nextOffset() {
        return lastOffset() + 1;
    }

    /// The same batch in another place.
    BatchHeader at(long otherOffset, int otherSizeBytes, int otherEpoch) {
        return new BatchHeader(
                otherOffset, otherSizeBytes, otherEpoch, MAGIC, lastOffsetDelta, maxTimestamp);
    }

    /// Whether this can be the header of some batch of a segment.
    boolean isPlausible(long segmentBase) {
        return continues(segmentBase)
                && lastOffset() >= baseOffset
                && lastOffset() - segmentBase <= Integer.MAX_VALUE;
    }

    /// What is wrong with this as the header of the batch at an offset; empty when nothing is.
    String problem(long segmentBase, long offset, EpochSpans epochs) {
        if (!isPlausible(segmentBase)) {
            return "no batch header where offset " + offset + " should be";
        }
        if (baseOffset != offset) {
            return "a batch at offset " + baseOffset + " where " + offset + " should be";
        }
        return epochs.allows(leaderEpoch, offset)
                ? ""
                : "a wrong leader epoch " + leaderEpoch + " of the batch at offset " + offset;
    }

    /// Whether these can be the fields of a stored batch that continues a log at an offset.
    public boolean continues(long nextOffset) {
        return magic == MAGIC
                && sizeInBytes >= HEADER_BYTES
                && lastOffsetDelta >= 0
                && baseOffset >= nextOffset;
    }
}
