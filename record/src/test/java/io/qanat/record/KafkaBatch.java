package io.qanat.record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.jspecify.annotations.Nullable;

/// Batches written and read by kafka-clients' own classes.
final class KafkaBatch {
    private static final byte MAGIC = 2;
    private static final int NO_LEADER_EPOCH = -1;

    private KafkaBatch() {}

    static ByteBuffer write(List<Sample> samples, Compression compression, BatchIdentity identity) {
        return write(samples, compression, identity, TimestampType.CREATE_TIME, -1);
    }

    static ByteBuffer writeAppendedAt(
            long timestamp, List<Sample> samples, Compression compression) {
        return write(
                samples, compression, BatchIdentity.NONE, TimestampType.LOG_APPEND_TIME, timestamp);
    }

    private static ByteBuffer write(
            List<Sample> samples,
            Compression compression,
            BatchIdentity identity,
            TimestampType timestampType,
            long appendedAt) {
        MemoryRecordsBuilder builder =
                new MemoryRecordsBuilder(
                        ByteBuffer.allocate(1024),
                        MAGIC,
                        org.apache.kafka.common.compress.Compression.of(
                                        CompressionType.forId(compression.id()))
                                .build(),
                        timestampType,
                        0,
                        appendedAt,
                        identity.producerId(),
                        identity.producerEpoch(),
                        identity.baseSequence(),
                        identity.isTransactional(),
                        identity.isControl(),
                        NO_LEADER_EPOCH,
                        Integer.MAX_VALUE);
        for (Sample sample : samples) {
            builder.append(sample.timestamp(), sample.key(), sample.value(), headers(sample));
        }
        return builder.build().buffer();
    }

    static ByteBuffer endTransaction(
            boolean committed, int coordinatorEpoch, long timestamp, long producerId, short epoch) {
        ControlRecordType type = committed ? ControlRecordType.COMMIT : ControlRecordType.ABORT;
        return MemoryRecords.withEndTransactionMarker(
                        0,
                        timestamp,
                        NO_LEADER_EPOCH,
                        producerId,
                        epoch,
                        new EndTransactionMarker(type, coordinatorEpoch))
                .buffer();
    }

    /// The one batch in the bytes, its checksum verified.
    static MutableRecordBatch open(ByteBuffer bytes) {
        MutableRecordBatch batch = MemoryRecords.readableRecords(bytes).batches().iterator().next();
        batch.ensureValid();
        return batch;
    }

    static List<Sample> read(ByteBuffer bytes) {
        List<Sample> samples = new ArrayList<>();
        for (Record record : open(bytes)) {
            record.ensureValid();
            samples.add(
                    new Sample(
                            record.timestamp(),
                            record.key(),
                            record.value(),
                            Arrays.stream(record.headers()).map(KafkaBatch::ours).toList()));
        }
        return samples;
    }

    private static Header[] headers(Sample sample) {
        return sample.headers().stream().map(KafkaBatch::theirs).toArray(Header[]::new);
    }

    private static Header theirs(RecordHeader header) {
        return new org.apache.kafka.common.header.internals.RecordHeader(
                header.key(), array(header.value()));
    }

    private static RecordHeader ours(Header header) {
        byte[] value = header.value();
        return new RecordHeader(header.key(), value == null ? null : ByteBuffer.wrap(value));
    }

    private static byte @Nullable [] array(@Nullable ByteBuffer bytes) {
        if (bytes == null) {
            return null;
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        return copy;
    }
}
