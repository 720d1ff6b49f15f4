package io.qanat.sim.session;

import io.qanat.record.BatchBuilder;
import io.qanat.record.BatchIdentity;
import io.qanat.record.BuiltBatch;
import io.qanat.record.ChunkPool;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/// The batches of one session: each is like no other, and those of two sessions are the same.
final class Payloads {
    private static final ChunkPool POOL = ChunkPool.of(1024, 16);
    private static final int VALUE_BYTES_MAX = 120;

    private final SplittableRandom random = new SplittableRandom(0);
    private long timestamp = 1_000;

    /// The next batch.
    ByteBuffer batch(int recordCount) {
        return batch(recordCount, BatchIdentity.NONE);
    }

    /// The next batch, of a producer.
    ByteBuffer batch(int recordCount, BatchIdentity identity) {
        // Mostly later than the one before, now and then earlier, as clocks of producers are.
        timestamp += random.nextInt(-30, 100);
        var builder = new BatchBuilder(POOL);
        for (int i = 0; i < recordCount; i++) {
            byte[] value = new byte[1 + random.nextInt(VALUE_BYTES_MAX)];
            random.nextBytes(value);
            builder.append(timestamp, null, ByteBuffer.wrap(value), List.of());
        }
        BuiltBatch built = builder.build(identity);
        ByteBuffer joined = built.joined();
        ByteBuffer copy = ByteBuffer.allocate(joined.remaining()).put(joined).flip();
        built.release();
        return copy;
    }
}
