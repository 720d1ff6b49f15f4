package io.qanat.log;

import io.qanat.log.segment.Segment;
import io.qanat.record.CorruptRecordException;
import io.qanat.record.DecompressionLimits;
import io.qanat.record.RecordBatch;
import io.qanat.record.RecordCursor;
import io.qanat.record.UnsupportedCompressionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The search for records by their timestamp. Stateless.
final class TimestampSearch {
    private TimestampSearch() {}

    /// The first record that has or passes a timestamp.
    static Optional<TimestampOffset> first(PartitionView view, long timestamp) throws IOException {
        for (int i = 0; i <= view.visibleSegment(); i++) {
            Segment segment = view.segments().get(i);
            if (segment.maxTimestamp() >= timestamp) {
                Optional<ByteBuffer> batch =
                        segment.reader().batchReaching(timestamp, view.limit(i), view.epochs());
                if (batch.isPresent()) {
                    return Optional.of(firstIn(RecordBatch.of(batch.get()), timestamp));
                }
            }
        }
        return Optional.empty();
    }

    /// The first record that has the greatest timestamp.
    static Optional<TimestampOffset> greatest(PartitionView view) throws IOException {
        return view.maxTimestamp() < 0 ? Optional.empty() : first(view, view.maxTimestamp());
    }

    private static TimestampOffset firstIn(RecordBatch batch, long timestamp) throws IOException {
        try {
            RecordCursor record = batch.records(DecompressionLimits.DEFAULT);
            while (record.advance()) {
                if (record.timestamp() >= timestamp) {
                    return new TimestampOffset(record.timestamp(), record.offset());
                }
            }
        } catch (CorruptRecordException e) {
            throw new IOException("damaged batch at offset " + batch.baseOffset(), e);
        } catch (UnsupportedCompressionException e) {
            // Without the codec the batch is as near as one gets, and nothing is left out.
        }
        return new TimestampOffset(batch.maxTimestamp(), batch.baseOffset());
    }
}
