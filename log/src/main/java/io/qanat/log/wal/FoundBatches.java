package io.qanat.log.wal;

import io.qanat.record.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The batches of one partition that stand in the write-ahead log, to be looked up by offset.
/// Confined to its caller.
public final class FoundBatches {
    private final Source source;
    private @Nullable List<FoundEntry> entries;

    /// Where undamaged entries of one partition come from; asked with the first offset.
    @FunctionalInterface
    interface Source {
        List<FoundEntry> entries() throws IOException;
    }

    FoundBatches(Source source) {
        this.source = source;
    }

    /// The batches of entries.
    ///
    /// @param entries undamaged, of one partition, in the order of their offsets
    public static FoundBatches of(List<FoundEntry> entries) {
        return new FoundBatches(() -> entries);
    }

    /// The first batch that begins at an offset or behind it.
    public Optional<ByteBuffer> from(long offset) throws IOException {
        for (FoundEntry found : entries()) {
            if (offset <= found.entry().lastOffset()) {
                Optional<ByteBuffer> batch = from(offset, found.round().batches(found));
                if (batch.isPresent()) {
                    return batch;
                }
            }
        }
        return Optional.empty();
    }

    private List<FoundEntry> entries() throws IOException {
        List<FoundEntry> known = entries;
        if (known == null) {
            known = List.copyOf(source.entries());
            entries = known;
        }
        return known;
    }

    private static Optional<ByteBuffer> from(long offset, ByteBuffer batches) {
        while (batches.hasRemaining()) {
            RecordBatch batch = RecordBatch.next(batches);
            if (batch.baseOffset() >= offset) {
                return Optional.of(batch.bytes());
            }
        }
        return Optional.empty();
    }
}
