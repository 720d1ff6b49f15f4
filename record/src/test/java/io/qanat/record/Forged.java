package io.qanat.record;

import java.nio.ByteBuffer;

/// Batches whose header says what a test wants. Their checksums are not valid.
final class Forged {
    private Forged() {}

    /// A batch of these bytes as its records, compressed or not.
    static ByteBuffer batch(Compression compression, ByteBuffer records, int recordCount) {
        int size = RecordBatch.HEADER_BYTES + records.remaining();
        ByteBuffer batch = ByteBuffer.allocate(size);
        batch.putInt(RecordBatch.LENGTH_AT, size - RecordBatch.LOG_OVERHEAD);
        batch.put(RecordBatch.MAGIC_AT, RecordBatch.MAGIC);
        batch.putShort(RecordBatch.ATTRIBUTES_AT, (short) compression.id());
        batch.putInt(RecordBatch.RECORD_COUNT_AT, recordCount);
        batch.put(RecordBatch.HEADER_BYTES, records, records.position(), records.remaining());
        return batch;
    }

    /// The same bytes, cut or grown to so many, with a length field that says so.
    static ByteBuffer resized(ByteBuffer batch, int size) {
        ByteBuffer resized = ByteBuffer.allocate(size);
        int kept = Math.min(size, batch.remaining());
        resized.put(0, batch, batch.position(), kept);
        return resized.putInt(RecordBatch.LENGTH_AT, size - RecordBatch.LOG_OVERHEAD);
    }

    /// Reads all that is in a batch, as someone does who looks at everything.
    static void readAll(ByteBuffer bytes, DecompressionLimits limits) {
        RecordBatch batch = RecordBatch.of(bytes);
        RecordCursor records = batch.records(limits);
        while (records.advance()) {
            records.headers();
            records.key();
            records.value();
            if (batch.isControl()) {
                ControlRecord.of(records);
            }
        }
    }
}
