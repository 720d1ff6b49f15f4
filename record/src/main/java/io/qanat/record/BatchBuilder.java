package io.qanat.record;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One batch under construction: records are encoded straight into pooled chunks.
///
/// Its memory grows chunk by chunk with its records. It ends with [#build], which hands the memory
/// to the [BuiltBatch], or with [#release]. Confined to one thread at a time.
public final class BatchBuilder {
    /// A length that stands for null.
    private static final int NULL = -1;

    private final Compression compression;
    private final int level;
    private final ChunkWriter out;
    private final BatchHead head = new BatchHead();
    private boolean built;

    /// A batch without compression.
    public BatchBuilder(ChunkPool pool) {
        this(pool, Compression.NONE, Compression.NONE.levelDefault());
    }

    /// A batch that is compressed when it is built.
    ///
    /// @param level one that the codec accepts
    public BatchBuilder(ChunkPool pool, Compression compression, int level) {
        if (!compression.accepts(level)) {
            throw new IllegalArgumentException(compression.configName() + " has no level " + level);
        }
        this.compression = compression;
        this.level = level;
        this.out = new ChunkWriter(pool, RecordBatch.HEADER_BYTES);
    }

    /// The most bytes that a record adds to a batch.
    public static int recordBytesMax(
            @Nullable ByteBuffer key, @Nullable ByteBuffer value, List<RecordHeader> headers) {
        return recordBytesMax(
                key == null ? NULL : key.remaining(),
                value == null ? NULL : value.remaining(),
                headers);
    }

    /// The most bytes that a record adds to a batch; a size of -1 stands for null.
    public static int recordBytesMax(int keyBytes, int valueBytes, List<RecordHeader> headers) {
        int integers = 5 + 1 + 10 + 5;
        return Math.addExact(integers, fieldBytes(keyBytes, valueBytes, headers));
    }

    private static int fieldBytes(int keyBytes, int valueBytes, List<RecordHeader> headers) {
        int size = Math.addExact(lengthAndBytes(keyBytes), lengthAndBytes(valueBytes));
        size = Math.addExact(size, Varint.sizeOf(headers.size()));
        for (RecordHeader header : headers) {
            ByteBuffer value = header.value();
            size = Math.addExact(size, lengthAndBytes(Utf8.sizeOf(header.key())));
            size = Math.addExact(size, lengthAndBytes(value == null ? NULL : value.remaining()));
        }
        return size;
    }

    private static int lengthAndBytes(int length) {
        return Math.addExact(Varint.sizeOf(length), Math.max(length, 0));
    }

    /// Appends a record. The buffers are read from position to limit, and neither moved nor kept.
    ///
    /// @param timestamp milliseconds; the first record's is what the others are relative to
    /// @return the record's place in the batch, from 0
    public int append(
            long timestamp,
            @Nullable ByteBuffer key,
            @Nullable ByteBuffer value,
            List<RecordHeader> headers) {
        begin(
                timestamp,
                key == null ? NULL : key.remaining(),
                value == null ? NULL : value.remaining(),
                headers);
        writeNullable(key);
        writeNullable(value);
        return end(timestamp, headers);
    }

    /// Appends a record.
    ///
    /// @param timestamp milliseconds; the first record's is what the others are relative to
    /// @return the record's place in the batch, from 0
    public int append(
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<RecordHeader> headers) {
        begin(
                timestamp,
                key == null ? NULL : key.length,
                value == null ? NULL : value.length,
                headers);
        writeNullable(key);
        writeNullable(value);
        return end(timestamp, headers);
    }

    private void begin(long timestamp, int keyBytes, int valueBytes, List<RecordHeader> headers) {
        long timestampDelta = head.timestampDelta(timestamp);
        int offsetDelta = head.recordCount();
        int size =
                1
                        + Varint.sizeOf(timestampDelta)
                        + Varint.sizeOf(offsetDelta)
                        + fieldBytes(keyBytes, valueBytes, headers);
        out.writeVarint(size);
        out.writeByte(0);
        out.writeVarlong(timestampDelta);
        out.writeVarint(offsetDelta);
    }

    private int end(long timestamp, List<RecordHeader> headers) {
        out.writeVarint(headers.size());
        for (RecordHeader header : headers) {
            out.writeText(header.key());
            writeNullable(header.value());
        }
        return head.count(timestamp);
    }

    private void writeNullable(@Nullable ByteBuffer bytes) {
        if (bytes == null) {
            out.writeVarint(NULL);
        } else {
            out.writeVarint(bytes.remaining());
            out.write(bytes);
        }
    }

    private void writeNullable(byte @Nullable [] bytes) {
        if (bytes == null) {
            out.writeVarint(NULL);
        } else {
            out.writeVarint(bytes.length);
            out.write(bytes, 0, bytes.length);
        }
    }

    /// Records appended so far.
    public int recordCount() {
        return head.recordCount();
    }

    /// Whether [#build] compresses.
    public boolean isCompressing() {
        return compression != Compression.NONE;
    }

    /// The batch's size so far, before compression.
    public int sizeInBytes() {
        return out.sizeInBytes();
    }

    /// Finishes the batch, compressing it if it is to be. The memory is the result's from now on.
    ///
    /// @throws IllegalStateException when there are no records, or the batch is built already
    /// @throws UnsupportedCompressionException when the codec's library is missing; the builder is
    ///   still to be released then
    public BuiltBatch build(BatchIdentity identity) {
        requireBuildable();
        if (isCompressing()) {
            compress();
        }
        return built(compression, identity);
    }

    /// Finishes the batch without compressing it, for whoever wants its records back. The memory is
    /// the result's from now on.
    ///
    /// @throws IllegalStateException when there are no records, or the batch is built already
    public BuiltBatch buildPlain() {
        requireBuildable();
        return built(Compression.NONE, BatchIdentity.NONE);
    }

    private void requireBuildable() {
        if (built) {
            throw new IllegalStateException("the batch is built already");
        }
        if (head.recordCount() == 0) {
            throw new IllegalStateException("a batch needs a record");
        }
    }

    private BuiltBatch built(Compression codec, BatchIdentity identity) {
        head.write(out, codec, identity);
        built = true;
        return new BuiltBatch(out, head.recordCount(), head.maxTimestamp());
    }

    /// Puts the compressed records in the place of the others, so that no chunk is taken beyond
    /// those that the batch has, unless its records cannot be compressed and become longer.
    private void compress() {
        Workbench bench = Workbench.take();
        try {
            int size = out.sizeInBytes() - RecordBatch.HEADER_BYTES;
            byte[] records = bench.layOut(out.written(), RecordBatch.HEADER_BYTES, size);
            ByteBuffer result = Codecs.of(compression).compress(records, size, level, bench);
            out.rewind(RecordBatch.HEADER_BYTES);
            out.write(result);
        } finally {
            bench.giveBack();
        }
    }

    /// Gives up the batch. Once it is built its memory is the result's, so this does nothing then.
    public void release() {
        if (!built) {
            out.release();
        }
    }
}
