package io.qanat.record;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/// What the header of a batch under construction will say. Confined to its builder.
final class BatchHead {
    private int recordCount;
    private long baseTimestamp;
    private long maxTimestamp = Long.MIN_VALUE;

    int recordCount() {
        return recordCount;
    }

    long maxTimestamp() {
        return maxTimestamp;
    }

    /// What a record with this timestamp stores, if it is the next.
    long timestampDelta(long timestamp) {
        return recordCount == 0 ? 0 : timestamp - baseTimestamp;
    }

    /// Counts a record; returns its place, from 0.
    int count(long timestamp) {
        if (recordCount == 0) {
            baseTimestamp = timestamp;
        }
        maxTimestamp = Math.max(maxTimestamp, timestamp);
        return recordCount++;
    }

    /// Fills the reserved bytes, once all that follows them is written.
    void write(ChunkWriter batch, Compression compression, BatchIdentity identity) {
        ByteBuffer header = batch.first();
        header.putLong(0, 0);
        header.putInt(RecordBatch.LENGTH_AT, batch.sizeInBytes() - RecordBatch.LOG_OVERHEAD);
        header.putInt(RecordBatch.LEADER_EPOCH_AT, -1);
        header.put(RecordBatch.MAGIC_AT, RecordBatch.MAGIC);
        header.putShort(RecordBatch.ATTRIBUTES_AT, (short) compression.id());
        header.putInt(RecordBatch.LAST_OFFSET_DELTA_AT, recordCount - 1);
        header.putLong(RecordBatch.BASE_TIMESTAMP_AT, baseTimestamp);
        header.putLong(RecordBatch.MAX_TIMESTAMP_AT, maxTimestamp);
        header.putInt(RecordBatch.RECORD_COUNT_AT, recordCount);
        stamp(batch, identity);
    }

    /// Puts the sender's fields into a header that is whole otherwise, and the checksum.
    static void stamp(ChunkWriter batch, BatchIdentity identity) {
        ByteBuffer header = batch.first();
        int codec = header.getShort(RecordBatch.ATTRIBUTES_AT) & RecordBatch.CODEC_BITS;
        header.putShort(RecordBatch.ATTRIBUTES_AT, (short) (codec | identity.attributes()));
        header.putLong(RecordBatch.PRODUCER_ID_AT, identity.producerId());
        header.putShort(RecordBatch.PRODUCER_EPOCH_AT, identity.producerEpoch());
        header.putInt(RecordBatch.BASE_SEQUENCE_AT, identity.baseSequence());
        header.putInt(RecordBatch.CRC_AT, crc(batch.written()));
    }

    private static int crc(List<ByteBuffer> chunks) {
        CRC32C crc = new CRC32C();
        chunks.getFirst().position(RecordBatch.ATTRIBUTES_AT);
        for (ByteBuffer chunk : chunks) {
            crc.update(chunk);
        }
        return (int) crc.getValue();
    }
}
