package io.qanat.client.internal.scripted;

import io.qanat.record.BatchBuilder;
import io.qanat.record.BatchIdentity;
import io.qanat.record.ChunkPool;
import io.qanat.record.Compression;
import io.qanat.record.RecordBatch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Batches as a broker has stored them.
public final class ScriptedBatches {
    private static final ChunkPool POOL = ChunkPool.of(1024, 16);

    private ScriptedBatches() {}

    /// A batch of values from an offset on.
    public static ByteBuffer batch(long baseOffset, String... values) {
        return batch(Compression.NONE, BatchIdentity.NONE, baseOffset, values);
    }

    /// A batch of values from an offset on.
    public static ByteBuffer batch(
            Compression compression, BatchIdentity identity, long baseOffset, String... values) {
        var builder = new BatchBuilder(POOL, compression, compression.levelDefault());
        for (String value : values) {
            builder.append(100, null, value.getBytes(StandardCharsets.UTF_8), List.of());
        }
        ByteBuffer bytes = builder.build(identity).joined();
        RecordBatch.of(bytes).place(baseOffset, 3);
        return bytes;
    }

    /// Several batches one after the other.
    public static ByteBuffer joined(ByteBuffer... batches) {
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
