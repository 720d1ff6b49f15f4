package io.qanat.record;

import java.nio.ByteBuffer;
import java.util.List;

/// Makes batches that hold a marker instead of data. Stateless.
public final class ControlBatch {
    private static final int CHUNK_BYTES = 128;
    private static final int IDLE_CHUNKS_MAX = 4;

    // A marker is 78 bytes, so a batch of them is one small chunk.
    private static final ChunkPool POOL = ChunkPool.of(CHUNK_BYTES, IDLE_CHUNKS_MAX);

    private ControlBatch() {}

    /// The batch that ends a producer's transaction, at offset 0 until it is given its place.
    ///
    /// @param timestamp when it ended, in milliseconds
    public static RecordBatch of(
            ControlRecord.EndTransaction marker,
            long timestamp,
            long producerId,
            short producerEpoch) {
        BatchBuilder builder = new BatchBuilder(POOL);
        builder.append(
                timestamp, ControlLayout.key(marker), ControlLayout.value(marker), List.of());
        BuiltBatch built =
                builder.build(
                        new BatchIdentity(
                                producerId, producerEpoch, RecordBatch.NO_PRODUCER, true, true));
        ByteBuffer bytes = built.joined();
        built.release();
        return RecordBatch.of(bytes);
    }
}
