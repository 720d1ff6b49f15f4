package io.qanat.client.consumer;

import io.qanat.client.CorruptBatchException;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.source.FetchedBatches;
import io.qanat.record.CorruptRecordException;
import io.qanat.record.RecordBatch;
import io.qanat.record.RecordCursor;
import io.qanat.record.UnsupportedCompressionException;
import java.nio.ByteBuffer;

/// The records that one `poll` brought of one partition. Confined to the thread that polls.
public final class FetchedPartition {
    private final FetchedBatches batches;
    private final FetcherConfig config;

    FetchedPartition(FetchedBatches batches, FetcherConfig config) {
        this.batches = batches;
        this.config = config;
    }

    /// The partition.
    public TopicPartition partition() {
        return batches.partition();
    }

    /// The offset from which on there are records here.
    public long offset() {
        return batches.offset();
    }

    /// Where the next `poll` goes on: behind the last record, and behind whatever is not shown,
    /// such as markers of transactions.
    public long nextOffset() {
        return batches.nextOffset();
    }

    /// The end of what consumers may see, when this was fetched.
    public long highWatermark() {
        return batches.highWatermark();
    }

    /// The size of the batches as they were fetched.
    public int sizeInBytes() {
        return batches.bytes().remaining();
    }

    /// Visits all records in order. May be called again, at the same cost.
    ///
    /// @throws CorruptBatchException when a batch cannot be read; the records before it were
    ///   visited
    public void forEach(RecordVisitor visitor) {
        ByteBuffer rest = batches.bytes().duplicate();
        long reached = batches.offset();
        try {
            while (rest.hasRemaining()) {
                RecordBatch batch = RecordBatch.next(rest);
                if (config.checksCrc()) {
                    batch.verify();
                }
                if (!batch.isControl() && batch.lastOffset() >= batches.offset()) {
                    visit(batch, visitor);
                }
                reached = batch.nextOffset();
            }
        } catch (CorruptRecordException | UnsupportedCompressionException e) {
            throw new CorruptBatchException(
                    partition(), reached, String.valueOf(e.getMessage()), e);
        }
    }

    private void visit(RecordBatch batch, RecordVisitor visitor) {
        RecordCursor cursor = batch.records(config.decompression());
        var view = new RecordView(partition(), cursor);
        while (cursor.advance()) {
            // A batch is fetched whole, also when the position lies within it.
            if (cursor.offset() >= batches.offset()) {
                visitor.visit(view);
            }
        }
    }
}
