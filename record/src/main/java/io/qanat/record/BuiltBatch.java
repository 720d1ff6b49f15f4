package io.qanat.record;

import java.nio.ByteBuffer;
import java.util.List;

/// A finished batch in pooled memory. Reading is thread-safe until [#release], which its one owner
/// calls when nobody reads it any more, as it does [#stamp] while nobody does.
public final class BuiltBatch {
    private final ChunkWriter chunks;
    private final int sizeInBytes;
    private final int recordCount;
    private final long maxTimestamp;

    BuiltBatch(ChunkWriter chunks, int recordCount, long maxTimestamp) {
        this.chunks = chunks;
        this.sizeInBytes = chunks.sizeInBytes();
        this.recordCount = recordCount;
        this.maxTimestamp = maxTimestamp;
    }

    /// The batch's bytes in order, not copied, with positions of the caller's own.
    public List<ByteBuffer> buffers() {
        return chunks.written();
    }

    /// The batch's bytes in one buffer, copied.
    public ByteBuffer joined() {
        ByteBuffer joined = ByteBuffer.allocate(sizeInBytes);
        buffers().forEach(joined::put);
        return joined.flip();
    }

    /// All bytes, header included.
    public int sizeInBytes() {
        return sizeInBytes;
    }

    /// The records in it.
    public int recordCount() {
        return recordCount;
    }

    /// The greatest timestamp of its records, in milliseconds.
    public long maxTimestamp() {
        return maxTimestamp;
    }

    /// Says who sends the batch. The checksum is made anew from bytes that lie ready; the records
    /// are neither encoded nor compressed again.
    public void stamp(BatchIdentity identity) {
        BatchHead.stamp(chunks, identity);
    }

    /// Gives the memory back to its pool.
    public void release() {
        chunks.release();
    }
}
