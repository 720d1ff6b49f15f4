package io.qanat.broker;

import io.qanat.record.BatchBuilder;
import io.qanat.record.BatchIdentity;
import io.qanat.record.ChunkPool;
import io.qanat.record.Compression;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Batches as a producer makes them.
public final class TestBatches {
    private static final ChunkPool CHUNKS = ChunkPool.of(4096, 1);
    private static final long TIMESTAMP = 1_000;

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

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
