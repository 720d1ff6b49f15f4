package io.qanat.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// A view of the bytes of one record batch of format 2, as it travels and as it lies on disk.
///
/// ```
///  0 baseOffset i64        21 attributes i16        43 producerId i64
///  8 length i32            23 lastOffsetDelta i32   51 producerEpoch i16
/// 12 leaderEpoch i32       27 baseTimestamp i64     53 baseSequence i32
/// 16 magic i8 = 2          35 maxTimestamp i64      57 recordCount i32
/// 17 crc u32               (crc covers 21 to end)   61 records, compressed or not
///
/// attributes: 0-2 codec, 3 timestamp type, 4 transactional, 5 control, 6 delete horizon
/// ```
///
/// Offset and leader epoch lie outside the checksum, so a broker gives a batch its place without
/// touching the rest. Reading is thread-safe; [#place] and [#stamp] are for the one owner of the
/// bytes.
public final class RecordBatch {
    /// Bytes before the first record.
    public static final int HEADER_BYTES = 61;

    /// Bytes that the length field does not count.
    public static final int LOG_OVERHEAD = 12;

    /// The producer id, epoch and sequence of a batch without idempotence.
    public static final int NO_PRODUCER = -1;

    static final int LENGTH_AT = 8;
    static final int LEADER_EPOCH_AT = 12;
    static final int MAGIC_AT = 16;
    static final int CRC_AT = 17;
    static final int ATTRIBUTES_AT = 21;
    static final int LAST_OFFSET_DELTA_AT = 23;
    static final int BASE_TIMESTAMP_AT = 27;
    static final int MAX_TIMESTAMP_AT = 35;
    static final int PRODUCER_ID_AT = 43;
    static final int PRODUCER_EPOCH_AT = 51;
    static final int BASE_SEQUENCE_AT = 53;
    static final int RECORD_COUNT_AT = 57;

    static final byte MAGIC = 2;
    static final int CODEC_BITS = 0x07;
    static final int LOG_APPEND_TIME_BIT = 0x08;
    static final int TRANSACTIONAL_BIT = 0x10;
    static final int CONTROL_BIT = 0x20;
    static final int DELETE_HORIZON_BIT = 0x40;

    private final ByteBuffer bytes;

    private RecordBatch(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /// The batch that the buffer holds from position to limit, neither more nor less. The bytes are
    /// not copied, the buffer is not moved.
    ///
    /// @throws CorruptRecordException when the buffer does not hold just one batch of format 2
    public static RecordBatch of(ByteBuffer bytes) {
        ByteBuffer rest = bytes.duplicate();
        RecordBatch batch = next(rest);
        if (rest.hasRemaining()) {
            throw new CorruptRecordException(rest.remaining() + " bytes after a batch");
        }
        return batch;
    }

    /// The batch at the buffer's position, which moves behind it.
    ///
    /// @throws CorruptRecordException when no whole batch of format 2 stands there; the position
    ///   stays
    public static RecordBatch next(ByteBuffer bytes) {
        int start = bytes.position();
        int size = sizeAt(bytes, start);
        RecordBatch batch = new RecordBatch(bytes.slice(start, size).order(ByteOrder.BIG_ENDIAN));
        bytes.position(start + size);
        return batch;
    }

    private static int sizeAt(ByteBuffer bytes, int start) {
        int available = bytes.limit() - start;
        if (available < HEADER_BYTES) {
            throw new CorruptRecordException(
                    "a batch needs " + HEADER_BYTES + " bytes, " + available + " are there");
        }
        byte magic = bytes.get(start + MAGIC_AT);
        if (magic != MAGIC) {
            throw new CorruptRecordException("batch of format " + magic + ", only 2 is known");
        }
        ByteBuffer ordered = bytes.order() == ByteOrder.BIG_ENDIAN ? bytes : bytes.duplicate();
        int length = ordered.getInt(start + LENGTH_AT);
        if (length < HEADER_BYTES - LOG_OVERHEAD || length > available - LOG_OVERHEAD) {
            throw new CorruptRecordException(
                    "batch of length " + length + " where " + (available - LOG_OVERHEAD) + " fit");
        }
        int lastOffsetDelta = ordered.getInt(start + LAST_OFFSET_DELTA_AT);
        if (lastOffsetDelta < 0) {
            // Whoever walks a log by offsets would go back with it.
            throw new CorruptRecordException(
                    "batch ends " + -(long) lastOffsetDelta + " offsets before its start");
        }
        return length + LOG_OVERHEAD;
    }

    /// The offset of the first record, or where it was before compaction.
    public long baseOffset() {
        return bytes.getLong(0);
    }

    /// The offset of the last record.
    public long lastOffset() {
        return baseOffset() + lastOffsetDelta();
    }

    /// The offset after the last record.
    public long nextOffset() {
        return lastOffset() + 1;
    }

    /// All bytes of the batch, header included.
    public int sizeInBytes() {
        return bytes.limit();
    }

    /// The epoch of the leader that took the batch.
    public int leaderEpoch() {
        return bytes.getInt(LEADER_EPOCH_AT);
    }

    /// The format's number: 2.
    public byte magic() {
        return bytes.get(MAGIC_AT);
    }

    /// The checksum that the batch claims, an unsigned CRC-32C.
    public long crc() {
        return Integer.toUnsignedLong(bytes.getInt(CRC_AT));
    }

    /// The bits drawn above.
    public short attributes() {
        return bytes.getShort(ATTRIBUTES_AT);
    }

    /// How the records are compressed.
    ///
    /// @throws CorruptRecordException when the attributes name no codec
    public Compression compression() {
        return Compression.of(attributes() & CODEC_BITS);
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

    /// Whether [#baseTimestamp] is the time from which compaction may drop tombstones.
    public boolean hasDeleteHorizon() {
        return has(DELETE_HORIZON_BIT);
    }

    private boolean has(int bit) {
        return (attributes() & bit) != 0;
    }

    /// The last offset less the base offset.
    public int lastOffsetDelta() {
        return bytes.getInt(LAST_OFFSET_DELTA_AT);
    }

    /// What the records' timestamps are relative to, in milliseconds.
    public long baseTimestamp() {
        return bytes.getLong(BASE_TIMESTAMP_AT);
    }

    /// The greatest timestamp of the records, in milliseconds.
    public long maxTimestamp() {
        return bytes.getLong(MAX_TIMESTAMP_AT);
    }

    /// The idempotent producer's id, or [#NO_PRODUCER].
    public long producerId() {
        return bytes.getLong(PRODUCER_ID_AT);
    }

    /// The idempotent producer's epoch, or [#NO_PRODUCER].
    public short producerEpoch() {
        return bytes.getShort(PRODUCER_EPOCH_AT);
    }

    /// The sequence number of the first record, or [#NO_PRODUCER].
    public int baseSequence() {
        return bytes.getInt(BASE_SEQUENCE_AT);
    }

    /// How many records the batch claims to hold.
    public int recordCount() {
        return bytes.getInt(RECORD_COUNT_AT);
    }

    /// Whether the checksum is that of the bytes.
    public boolean hasValidCrc() {
        return crc() == computeCrc();
    }

    /// Refuses a batch whose checksum is not that of its bytes.
    ///
    /// @throws CorruptRecordException when it is not
    public void verify() {
        if (!hasValidCrc()) {
            throw new CorruptRecordException(
                    "batch at offset %d has checksum %08x, its bytes have %08x"
                            .formatted(baseOffset(), crc(), computeCrc()));
        }
    }

    private long computeCrc() {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(ATTRIBUTES_AT, bytes.limit() - ATTRIBUTES_AT));
        return crc.getValue();
    }

    /// Gives the batch its place in a log. The checksum does not cover it.
    public void place(long baseOffset, int leaderEpoch) {
        bytes.putLong(0, baseOffset);
        bytes.putInt(LEADER_EPOCH_AT, leaderEpoch);
    }

    /// Gives all records the time of their append, and the batch the checksum of that.
    public void stamp(long logAppendTimeMillis) {
        bytes.putShort(ATTRIBUTES_AT, (short) (attributes() | LOG_APPEND_TIME_BIT));
        bytes.putLong(MAX_TIMESTAMP_AT, logAppendTimeMillis);
        bytes.putInt(CRC_AT, (int) computeCrc());
    }

    /// The batch's bytes, not copied, with a position of the caller's own.
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /// Reads the records in order, unfolding them first if they are compressed.
    ///
    /// @throws CorruptRecordException when they cannot be unfolded within the limits
    /// @throws UnsupportedCompressionException when the codec's library is missing
    public RecordCursor records(DecompressionLimits limits) {
        ByteBuffer records = bytes.slice(HEADER_BYTES, bytes.limit() - HEADER_BYTES);
        Compression compression = compression();
        if (compression != Compression.NONE) {
            records = Codecs.of(compression).decompress(records, limits);
        }
        return new RecordCursor(this, records);
    }

    @Override
    public String toString() {
        return "RecordBatch[baseOffset=%d, records=%d, bytes=%d, compression=%d]"
                .formatted(baseOffset(), recordCount(), sizeInBytes(), attributes() & CODEC_BITS);
    }
}
