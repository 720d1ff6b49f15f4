package io.qanat.log.inspect;

import java.io.IOException;

/// The comparison of a time index with its batches: each entry has the greatest timestamp up to a
/// batch that has it, and an offset of that batch. Confined to its caller.
final class TimeIndexCheck extends IndexCheck {
    private static final long NO_TIMESTAMP = -1;

    private long maxTimestamp = NO_TIMESTAMP;

    TimeIndexCheck(CheckedIndex index, IndexEntries entries) {
        super(index, entries);
    }

    @Override
    void take(StoredBatch batch) throws IOException {
        passTo(batch.baseOffset());
        long before = maxTimestamp;
        maxTimestamp = Math.max(before, batch.maxTimestamp());
        while (pending().isPresent() && offset() <= batch.lastOffset()) {
            var entry = pending().get();
            if (entry.key() != batch.maxTimestamp() || entry.key() <= before || !isOf(batch)) {
                flaw(
                        entry,
                        "has timestamp "
                                + entry.key()
                                + " as the greatest up to offset "
                                + offset()
                                + ", which is "
                                + maxTimestamp);
            }
            advance();
        }
    }

    /// Some versions of Apache Kafka name the record that has the timestamp, others and Qanat the
    /// last one of its batch.
    private boolean isOf(StoredBatch batch) {
        return !index().isOurs() || offset() == batch.lastOffset();
    }

    private long offset() {
        return index().baseOffset() + pending().orElseThrow().value();
    }

    private void passTo(long nextOffset) throws IOException {
        while (pending().isPresent() && offset() < nextOffset) {
            maxTimestamp = Math.max(maxTimestamp, pending().get().key());
            advance();
        }
    }

    @Override
    void pass(BrokenPlace place, long nextOffset) throws IOException {
        passTo(nextOffset);
    }

    @Override
    void finish() {
        if (maxTimestamp > NO_TIMESTAMP && lastKey() != maxTimestamp) {
            flaw("does not reach the greatest timestamp, " + maxTimestamp);
        }
    }
}
