package io.qanat.broker;

import io.qanat.record.BatchBuilder;
import io.qanat.record.BatchIdentity;
import io.qanat.record.ChunkPool;
import io.qanat.record.Compression;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Batches as a producer makes them.
public final class TestBatches {
    private static final ChunkPool CHUNKS = ChunkPool.of(4096, 1);
    private static final long TIMESTAMP = 1_000;
    private static final int CRC_AT = 17;

    /// Where the flags of a batch are.
    public static final int ATTRIBUTES_AT = 21;

    /// Where a batch says how many offsets it takes.
    public static final int LAST_OFFSET_DELTA_AT = 23;

    /// Where a batch says how many records it has.
    public static final int RECORD_COUNT_AT = 57;

    private TestBatches() {}

    /// Values without keys.
    public static ByteBuffer of(String... values) {
        return of(Compression.NONE, TIMESTAMP, null, values);
    }

    /// Values that all have one key.
    public static ByteBuffer of(
            Compression compression, long timestamp, @Nullable String key, String... values) {
        var builder = new BatchBuilder(CHUNKS, compression, compression.levelDefault());
        for (String value : values) {
            builder.append(timestamp, key == null ? null : bytes(key), bytes(value), List.of());
        }
        return builder.build(BatchIdentity.NONE).joined();
    }

    /// A batch of other records and flags than a producer writes, with the checksum that fits.
    public static ByteBuffer withCrc(ByteBuffer batch) {
        var crc = new CRC32C();
        crc.update(batch.slice(ATTRIBUTES_AT, batch.limit() - ATTRIBUTES_AT));
        return batch.putInt(CRC_AT, (int) crc.getValue());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
