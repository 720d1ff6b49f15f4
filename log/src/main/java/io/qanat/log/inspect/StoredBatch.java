package io.qanat.log.inspect;

import io.qanat.log.segment.BatchHeader;
import io.qanat.record.Compression;
import io.qanat.record.CorruptRecordException;
import io.qanat.record.TimestampType;
import java.nio.ByteBuffer;
import java.util.Optional;

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
    private static final int CODEC_BITS = 0x07;
    private static final int LOG_APPEND_TIME_BIT = 0x08;
    private static final int TRANSACTIONAL_BIT = 0x10;
    private static final int CONTROL_BIT = 0x20;

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

    /// How the records are compressed; empty when the attributes name no codec.
    public Optional<Compression> compression() {
        try {
            return Optional.of(Compression.of(attributes() & CODEC_BITS));
        } catch (CorruptRecordException e) {
            return Optional.empty();
        }
    }

    /// What the timestamps mean.
    public TimestampType timestampType() {
        return has(LOG_APPEND_TIME_BIT) ? TimestampType.LOG_APPEND_TIME : TimestampType.CREATE_TIME;
    }

    /// Whether the records belong to a transaction.
    public boolean isTransactional() {
        return has(TRANSACTIONAL_BIT);
    }

    /// Whether the batch holds a marker instead of data.
    public boolean isControl() {
        return has(CONTROL_BIT);
    }

    private short attributes() {
        return bytes.getShort(ATTRIBUTES);
    }

    private boolean has(int bit) {
        return (attributes() & bit) != 0;
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
