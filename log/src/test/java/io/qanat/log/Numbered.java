package io.qanat.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The batches of one idempotent producer, for tests. Immutable.
///
/// @param producerId the producer
/// @param epoch its epoch
public record Numbered(long producerId, int epoch) {
    /// One batch of so many records whose numbers begin here.
    public ByteBuffer batch(int firstSequence, int records) {
        return batch(firstSequence, records, 1000);
    }

    /// One batch with this timestamp.
    public ByteBuffer batch(int firstSequence, int records, long timestamp) {
        ByteBuffer batch = Batches.batch(records, 30, timestamp, firstSequence);
        batch.putLong(43, producerId).putShort(51, (short) epoch).putInt(53, firstSequence);
        var crc = new CRC32C();
        crc.update(batch.slice(21, batch.capacity() - 21));
        return batch.putInt(17, (int) crc.getValue());
    }
}
