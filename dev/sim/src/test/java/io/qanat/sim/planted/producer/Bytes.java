package io.qanat.sim.planted.producer;

import io.qanat.record.RecordBatch;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Bytes that are moved, and the places of a batch that its checksum covers.
///
/// ```
/// … crc u32 (17) | attributes … (21) | producer id i64 (43) | epoch i16 (51) | base sequence i32 (53) | …
/// ```
final class Bytes {
    private static final int CRC_AT = 17;
    private static final int COVERED_AT = 21;
    private static final int PRODUCER_AT = 43;
    private static final int EPOCH_AT = 51;
    private static final int SEQUENCE_AT = 53;

    private Bytes() {}

    /// All of the buffers in one, copied.
    static ByteBuffer joined(ByteBuffer[] buffers) {
        int size = 0;
        for (ByteBuffer each : buffers) {
            size += each.remaining();
        }
        ByteBuffer whole = ByteBuffer.allocate(size);
        for (ByteBuffer each : buffers) {
            whole.put(each.duplicate());
        }
        return whole.flip();
    }

    static ByteBuffer copy(ByteBuffer bytes) {
        return joined(new ByteBuffer[] {bytes});
    }

    /// Gives a batch another sender.
    static ByteBuffer stamped(RecordBatch batch, long producerId, int epoch, int sequence) {
        ByteBuffer bytes = copy(batch.bytes());
        bytes.putLong(PRODUCER_AT, producerId);
        bytes.putShort(EPOCH_AT, (short) epoch);
        bytes.putInt(SEQUENCE_AT, sequence);
        var crc = new CRC32C();
        crc.update(bytes.slice(COVERED_AT, bytes.limit() - COVERED_AT));
        return bytes.putInt(CRC_AT, (int) crc.getValue());
    }
}
