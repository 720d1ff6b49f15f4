package io.qanat.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Moves over the records of a batch in place.
///
/// ```
/// length varint | attributes i8 | timestampDelta varlong | offsetDelta varint
///   | keyLength varint (-1 null) | key | valueLength varint (-1 null) | value
///   | headerCount varint | (keyLength varint | key | valueLength varint (-1 null) | value)*
/// ```
///
/// After each [#advance] the accessors speak of the record it moved to; they allocate nothing but
/// the views that they return. Every length is checked before it is used. Confined to one thread.
public final class RecordCursor {
    private static final int ABSENT = -1;
    private static final int HEADER_BYTES_MIN = 2;

    private final RecordBatch batch;
    private final ByteBuffer records;
    private final int count;
    private final boolean appendTime;
    private int read;
    private int at;
    private int end;
    private int offsetDelta = -1;
    private long timestampDelta;
    private int keyAt;
    private int keySize;
    private int valueAt;
    private int valueSize;
    private int headerCount;
    private int headersAt;

    RecordCursor(RecordBatch batch, ByteBuffer records) {
        this.batch = batch;
        this.records = records.order(ByteOrder.BIG_ENDIAN);
        this.count = batch.recordCount();
        this.appendTime = batch.timestampType() == TimestampType.LOG_APPEND_TIME;
        if (count < 0) {
            throw corrupt("record count " + count);
        }
    }

    /// Moves to the next record; false behind the last.
    ///
    /// @throws CorruptRecordException when the bytes are not the records that the batch claims
    public boolean advance() {
        if (read == count) {
            if (end != records.limit()) {
                throw corrupt((records.limit() - end) + " bytes behind its last record");
            }
            return false;
        }
        at = end;
        end = records.limit();
        int length = readVarint();
        if (length < 0 || length > end - at) {
            throw corrupt(
                    "record " + read + " of " + length + " bytes, " + (end - at) + " are left");
        }
        end = at + length;
        readRecord();
        read++;
        return true;
    }

    private void readRecord() {
        require(1);
        at++;
        timestampDelta = readVarlong();
        readOffsetDelta();
        keySize = readSize();
        keyAt = at;
        at += Math.max(keySize, 0);
        valueSize = readSize();
        valueAt = at;
        at += Math.max(valueSize, 0);
        headerCount = readVarint();
        headersAt = at;
        if (headerCount < 0 || headerCount > (end - at) / HEADER_BYTES_MIN) {
            throw corrupt("record " + read + " with " + headerCount + " headers");
        }
        for (int i = 0; i < headerCount; i++) {
            skipHeader();
        }
        if (at != end) {
            throw corrupt("record " + read + " has " + (end - at) + " bytes more than its fields");
        }
    }

    /// Compaction leaves gaps, but never turns the order round.
    private void readOffsetDelta() {
        int delta = readVarint();
        if (delta <= offsetDelta || delta > batch.lastOffsetDelta()) {
            throw corrupt(
                    "record %d at offset delta %d, after %d and with %d as the last"
                            .formatted(read, delta, offsetDelta, batch.lastOffsetDelta()));
        }
        offsetDelta = delta;
    }

    private void skipHeader() {
        int nameSize = readSize();
        if (nameSize < 0) {
            throw corrupt("record " + read + " has a header without a key");
        }
        at += nameSize;
        int size = readSize();
        at += Math.max(size, 0);
    }

    /// The record's offset.
    public long offset() {
        return batch.baseOffset() + offsetDelta;
    }

    /// The record's place in the batch as written, from 0.
    public int offsetDelta() {
        return offsetDelta;
    }

    /// The record's timestamp in milliseconds, -1 when it has none.
    public long timestamp() {
        return appendTime ? batch.maxTimestamp() : batch.baseTimestamp() + timestampDelta;
    }

    /// Bytes of the key, -1 for a null key.
    public int keySize() {
        return keySize;
    }

    /// Bytes of the value, -1 for a null value.
    public int valueSize() {
        return valueSize;
    }

    /// Where the key begins in [#buffer()].
    public int keyAt() {
        return keyAt;
    }

    /// Where the value begins in [#buffer()].
    public int valueAt() {
        return valueAt;
    }

    /// The uncompressed records, to read from at absolute positions.
    public ByteBuffer buffer() {
        return records;
    }

    /// A view of the key, valid as long as the batch's bytes are.
    public @Nullable ByteBuffer key() {
        return keySize == ABSENT ? null : records.slice(keyAt, keySize);
    }

    /// A view of the value, valid as long as the batch's bytes are.
    public @Nullable ByteBuffer value() {
        return valueSize == ABSENT ? null : records.slice(valueAt, valueSize);
    }

    /// How many headers the record has.
    public int headerCount() {
        return headerCount;
    }

    /// The headers in order, made for this call; their values are views.
    public List<RecordHeader> headers() {
        if (headerCount == 0) {
            return List.of();
        }
        int behind = at;
        at = headersAt;
        List<RecordHeader> headers = new ArrayList<>(headerCount);
        for (int i = 0; i < headerCount; i++) {
            headers.add(readHeader());
        }
        at = behind;
        return headers;
    }

    private RecordHeader readHeader() {
        int nameSize = readSize();
        byte[] name = new byte[nameSize];
        records.get(at, name);
        at += nameSize;
        int size = readSize();
        ByteBuffer value = size == ABSENT ? null : records.slice(at, size);
        at += Math.max(size, 0);
        return new RecordHeader(new String(name, StandardCharsets.UTF_8), value);
    }

    /// A length of bytes that are there, or -1.
    private int readSize() {
        int size = readVarint();
        if (size < ABSENT || size > end - at) {
            throw corrupt("record " + read + " has a field of " + size + " bytes");
        }
        return size;
    }

    private int readVarint() {
        int value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            require(1);
            byte next = records.get(at++);
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw corrupt("record " + read + " has an integer of more than 5 bytes");
    }

    private long readVarlong() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            require(1);
            byte next = records.get(at++);
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw corrupt("record " + read + " has an integer of more than 10 bytes");
    }

    private void require(int bytes) {
        if (end - at < bytes) {
            throw corrupt("record " + read + " ends early");
        }
    }

    private CorruptRecordException corrupt(String what) {
        return new CorruptRecordException("batch at offset " + batch.baseOffset() + ": " + what);
    }
}
