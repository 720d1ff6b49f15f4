package io.qanat.log;

import io.qanat.record.BatchBuilder;
import io.qanat.record.BatchIdentity;
import io.qanat.record.BuiltBatch;
import io.qanat.record.ChunkPool;
import io.qanat.record.Compression;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// Batches of format 2 for tests, with a payload that is not made of records unless a test reads
/// records.
public final class Batches {
    private static final int HEADER_BYTES = 61;
    private static final ChunkPool POOL = ChunkPool.of(1024, 16);

    private Batches() {}

    /// One batch of so many records with a payload of this size, all bytes of which are derived
    /// from a seed.
    public static ByteBuffer batch(int recordCount, int payloadBytes, long timestamp, long seed) {
        ByteBuffer payload = ByteBuffer.allocate(payloadBytes);
        long state = seed;
        while (payload.hasRemaining()) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            payload.put((byte) (state >>> 56));
        }
        return batch(recordCount, timestamp, payload.flip());
    }

    /// One batch of so many records with this payload.
    public static ByteBuffer batch(int recordCount, long timestamp, ByteBuffer payload) {
        ByteBuffer batch = ByteBuffer.allocate(HEADER_BYTES + payload.remaining());
        batch.putLong(0).putInt(HEADER_BYTES - 12 + payload.remaining()).putInt(-1);
        batch.put((byte) 2).putInt(0).putShort((short) 0).putInt(recordCount - 1);
        batch.putLong(timestamp).putLong(timestamp);
        batch.putLong(-1).putShort((short) -1).putInt(-1).putInt(recordCount);
        batch.put(payload.duplicate());
        var crc = new CRC32C();
        crc.update(batch.slice(21, batch.capacity() - 21));
        return batch.putInt(17, (int) crc.getValue()).flip();
    }

    /// One batch with a real record for each timestamp.
    static ByteBuffer records(Compression compression, long... timestamps) {
        var builder = new BatchBuilder(POOL, compression, compression.levelDefault());
        for (long timestamp : timestamps) {
            builder.append(timestamp, null, ByteBuffer.wrap(new byte[10]), List.of());
        }
        return built(builder);
    }

    /// One batch with one real record that has a value of this size, made of the timestamp.
    static ByteBuffer record(long timestamp, int valueBytes) {
        byte[] value = new byte[valueBytes];
        Arrays.fill(value, (byte) timestamp);
        var builder = new BatchBuilder(POOL);
        builder.append(timestamp, null, ByteBuffer.wrap(value), List.of());
        return built(builder);
    }

    private static ByteBuffer built(BatchBuilder builder) {
        BuiltBatch built = builder.build(BatchIdentity.NONE);
        ByteBuffer joined = built.joined();
        ByteBuffer copy = ByteBuffer.allocate(joined.remaining()).put(joined).flip();
        built.release();
        return copy;
    }

    /// The batch as it was before it was given its offset and epoch.
    static ByteBuffer unplaced(ByteBuffer batch) {
        ByteBuffer copy = ByteBuffer.allocate(batch.remaining()).put(batch.duplicate()).flip();
        return copy.putLong(0, 0).putInt(12, -1);
    }

    /// Several batches in one buffer.
    static ByteBuffer joined(ByteBuffer... batches) {
        int size = 0;
        for (ByteBuffer batch : batches) {
            size += batch.remaining();
        }
        ByteBuffer joined = ByteBuffer.allocate(size);
        for (ByteBuffer batch : batches) {
            joined.put(batch.duplicate());
        }
        return joined.flip();
    }
}
