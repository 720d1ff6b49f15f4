package io.qanat.it.wire;

import io.qanat.protocol.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;

/// Record batches that Apache Kafka's own code built, sound ones and spoiled ones.
final class Batches {
    private static final int CRC_POSITION = 17;

    /// From the attributes on.
    private static final int CHECKED_POSITION = 21;

    private static final int TRANSACTIONAL = 1 << 4;
    private static final int PRODUCER_ID_POSITION = 43;
    private static final int PRODUCER_EPOCH_POSITION = 51;
    private static final int BASE_SEQUENCE_POSITION = 53;

    private Batches() {}

    /// One batch with one record for each timestamp.
    static Payload of(long... timestamps) {
        return Payload.of(bytes(timestamps));
    }

    /// Two batches where one is due.
    static Payload two() {
        return Payload.of(bytes(1), bytes(2));
    }

    /// One batch of two records, numbered by an idempotent producer.
    static Payload numbered(long producerId, int epoch, int firstSequence) {
        return Payload.of(numbered(producerId, epoch, firstSequence, 0));
    }

    /// The same, as part of a transaction.
    static Payload transactional(long producerId, int epoch, int firstSequence) {
        return Payload.of(numbered(producerId, epoch, firstSequence, TRANSACTIONAL));
    }

    private static ByteBuffer numbered(
            long producerId, int epoch, int firstSequence, int attributes) {
        ByteBuffer bytes = bytes(10, 20);
        bytes.putShort(CHECKED_POSITION, (short) attributes);
        bytes.putLong(PRODUCER_ID_POSITION, producerId);
        bytes.putShort(PRODUCER_EPOCH_POSITION, (short) epoch);
        bytes.putInt(BASE_SEQUENCE_POSITION, firstSequence);
        var crc = new CRC32C();
        crc.update(bytes.slice(CHECKED_POSITION, bytes.limit() - CHECKED_POSITION));
        return bytes.putInt(CRC_POSITION, (int) crc.getValue());
    }

    static Payload withWrongCrc() {
        ByteBuffer bytes = bytes(1);
        bytes.put(CRC_POSITION, (byte) (bytes.get(CRC_POSITION) + 1));
        return Payload.of(bytes);
    }

    static Payload withCutEnd() {
        ByteBuffer bytes = bytes(1);
        return Payload.of(bytes.slice(0, bytes.remaining() - 3));
    }

    static Payload ofMagic1() {
        return Payload.of(
                MemoryRecords.withRecords(
                                RecordBatch.MAGIC_VALUE_V1, Compression.NONE, record(1, 10))
                        .buffer());
    }

    static Payload ofSize(int valueBytes) {
        return Payload.of(
                MemoryRecords.withRecords(Compression.NONE, record(1, valueBytes)).buffer());
    }

    private static ByteBuffer bytes(long... timestamps) {
        SimpleRecord[] records =
                Arrays.stream(timestamps).mapToObj(t -> record(t, 10)).toArray(SimpleRecord[]::new);
        return MemoryRecords.withRecords(Compression.NONE, records).buffer();
    }

    private static SimpleRecord record(long timestamp, int valueBytes) {
        return new SimpleRecord(
                timestamp, "key".getBytes(StandardCharsets.UTF_8), new byte[valueBytes]);
    }
}
