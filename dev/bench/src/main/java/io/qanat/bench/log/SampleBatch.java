package io.qanat.bench.log;

import io.qanat.bench.Payloads;
import io.qanat.record.BatchBuilder;
import io.qanat.record.BatchIdentity;
import io.qanat.record.BuiltBatch;
import io.qanat.record.ChunkPool;
import io.qanat.record.RecordBatch;
import java.nio.ByteBuffer;
import java.util.List;

/// Valid batches of one size, filled with seeded lines.
final class SampleBatch {
    private static final long TIMESTAMP = 1_790_000_000_000L;
    private static final int VALUE_BYTES = 900;
    private static final ChunkPool POOL = ChunkPool.of(64 * 1024, 16);

    private SampleBatch() {}

    /// A batch of exactly so many bytes, on the heap as the broker's requests are.
    static ByteBuffer of(int sizeBytes) {
        var payloads = new Payloads(VALUE_BYTES);
        ByteBuffer best = ByteBuffer.allocate(0);
        int lastBytes = VALUE_BYTES;
        // The sizes of the integers depend on the values: two corrections are enough.
        for (int attempt = 0; attempt < 4 && best.remaining() != sizeBytes; attempt++) {
            best = build(payloads, sizeBytes, lastBytes);
            lastBytes += sizeBytes - best.remaining();
        }
        RecordBatch.of(best).verify();
        if (best.remaining() != sizeBytes) {
            throw new IllegalArgumentException("no batch of " + sizeBytes + " bytes");
        }
        return best;
    }

    private static ByteBuffer build(Payloads payloads, int sizeBytes, int lastBytes) {
        var builder = new BatchBuilder(POOL);
        int rest = (sizeBytes - RecordBatch.HEADER_BYTES) / (VALUE_BYTES + 10) - 1;
        for (int i = 0; i < rest; i++) {
            builder.append(TIMESTAMP, null, ByteBuffer.wrap(payloads.next()), List.of());
        }
        byte[] last = new Payloads(lastBytes).next();
        builder.append(TIMESTAMP, null, ByteBuffer.wrap(last), List.of());
        BuiltBatch built = builder.build(BatchIdentity.NONE);
        ByteBuffer bytes = built.joined();
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        built.release();
        return copy;
    }
}
