package io.qanat.log;

import io.qanat.log.producer.SequencedBatch;
import io.qanat.log.producer.SnapshotFiles;
import io.qanat.log.segment.DamagedSegmentException;
import io.qanat.log.segment.ReadBounds;
import io.qanat.log.segment.Segment;
import io.qanat.log.segment.SegmentReader;
import io.qanat.log.segment.SpareBatches;
import io.qanat.record.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// The finding out who wrote what last to a partition, when it is opened: from the newest snapshot,
/// and from every batch behind it. Confined to the opening thread.
final class ProducerRecovery {
    private static final ReadBounds BOUNDS = new ReadBounds(1 << 20, true);

    private final PartitionLog log;
    private final SpareBatches spare;
    private final Findings findings;
    private boolean mended;

    /// @param spare where damaged batches may stand too
    ProducerRecovery(PartitionLog log, SpareBatches spare, Findings findings) {
        this.log = log;
        this.spare = spare;
        this.findings = findings;
    }

    /// Tells a partition, all of whose batches are shown, of its producers. Returns whether damage
    /// was met and repaired.
    boolean run() throws IOException {
        SnapshotFiles.Loaded loaded = log.snapshots().load(log.producers(), log.logEnd());
        loaded.findings().forEach(finding -> findings.add(log.folder().path(), finding));
        long offset = Math.max(loaded.offset(), log.logStart());
        while (offset < log.logEnd()) {
            offset = replay(offset);
        }
        return mended;
    }

    private long replay(long offset) throws IOException {
        PartitionView view = log.view();
        int at = view.segmentIndex(offset);
        Segment segment = view.segments().get(at);
        try {
            return replay(segment.reader(), offset, view, view.limit(at));
        } catch (DamagedSegmentException e) {
            List<String> repairs = log.mend(segment, spare);
            if (repairs.isEmpty()) {
                throw e;
            }
            repairs.forEach(repair -> findings.add(log.folder().path(), repair));
            mended = true;
            return offset;
        }
    }

    private long replay(SegmentReader reader, long offset, PartitionView view, int limit)
            throws IOException {
        try {
            ByteBuffer batches =
                    reader.read(reader.place(offset, limit), limit, BOUNDS, view.epochs());
            long next = offset;
            while (batches.hasRemaining()) {
                RecordBatch batch = RecordBatch.next(batches);
                SequencedBatch.of(batch).ifPresent(log.producers()::append);
                next = batch.nextOffset();
            }
            return next;
        } finally {
            reader.release();
        }
    }
}
