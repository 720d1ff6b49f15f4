package io.qanat.log.inspect;

import io.qanat.log.segment.BatchHeader;
import java.nio.ByteBuffer;

/// The header of a batch as it stands in a segment's file; drawn in [io.qanat.record.RecordBatch].
/// Immutable.
public final class StoredBatch implements SegmentPiece {
    private static final int CHECKSUM = 17;
    private static final int ATTRIBUTES = 21;
    private static final int BASE_TIMESTAMP = 27;
    private static final int PRODUCER_ID = 43;
    private static final int PRODUCER_EPOCH = 51;
    private static final int BASE_SEQUENCE = 53;
    private static final int RECORD_COUNT = 57;

    private final long position;
    private final BatchHeader header;
    private final ByteBuffer bytes;

    /// The header that begins at an index of the bytes, which are copied.
    StoredBatch(long position, ByteBuffer bytes, int index) {
        this.position = position;
        this.header = BatchHeader.at(bytes, index);
        this.bytes = ByteBuffer.allocate(BatchHeader.HEADER_BYTES);
        this.bytes.put(0, bytes, index, BatchHeader.HEADER_BYTES);
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long sizeInBytes() {
        return header.sizeInBytes();
    }

    /// The offset of the first record.
    public long baseOffset() {
        return header.baseOffset();
    }

    /// The offset of the last record.
    public long lastOffset() {
        return header.lastOffset();
    }

    /// The offset after the last record.
    public long nextOffset() {
        return header.lastOffset() + 1;
    }

    /// The epoch of the leader that took the batch.
    public int leaderEpoch() {
        return header.leaderEpoch();
    }

    /// The format's number.
    public byte magic() {
        return header.magic();
    }

    /// The checksum that the batch claims, an unsigned CRC-32C.
    public long checksum() {
        return Integer.toUnsignedLong(bytes.getInt(CHECKSUM));
    }

    /// Codec, timestamp type and the rest, as bits.
    public short attributes() {
        return bytes.getShort(ATTRIBUTES);
    }

    /// What the records' timestamps are relative to.
    public long baseTimestamp() {
        return bytes.getLong(BASE_TIMESTAMP);
    }

    /// The greatest timestamp of the records, -1 when they have none.
    public long maxTimestamp() {
        return header.maxTimestamp();
    }

    /// The idempotent producer's id, or -1.
    public long producerId() {
        return bytes.getLong(PRODUCER_ID);
    }

    /// The idempotent producer's epoch, or -1.
    public short producerEpoch() {
        return bytes.getShort(PRODUCER_EPOCH);
    }

    /// The sequence number of the first record, or -1.
    public int baseSequence() {
        return bytes.getInt(BASE_SEQUENCE);
    }

    /// How many records the batch claims to hold.
    public int recordCount() {
        return bytes.getInt(RECORD_COUNT);
    }
}
