package io.qanat.client.internal.accumulator;

import io.qanat.record.BatchBuilder;
import io.qanat.record.DecompressionLimits;
import io.qanat.record.RecordBatch;
import io.qanat.record.RecordCursor;
import java.nio.ByteBuffer;
import java.util.BitSet;

/// The records of a batch that was built here, read again to be written into others. Confined to
/// one thread at a time.
final class OwnRecords {
    /// What was made here is no bomb.
    private static final DecompressionLimits LIMITS =
            new DecompressionLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final RecordCursor records;

    /// Begins with the first.
    OwnRecords(ByteBuffer batch) {
        this.records = RecordBatch.of(batch).records(LIMITS);
    }

    /// Writes the next records, as many as are asked for if there are that many.
    void copy(int count, BatchBuilder target) {
        for (int i = 0; i < count && records.advance(); i++) {
            copyPresent(target);
        }
    }

    /// Writes all records but those at some places.
    void copyBut(BitSet leaving, BatchBuilder target) {
        for (int place = 0; records.advance(); place++) {
            if (!leaving.get(place)) {
                copyPresent(target);
            }
        }
    }

    private void copyPresent(BatchBuilder target) {
        target.append(records.timestamp(), records.key(), records.value(), records.headers());
    }
}
