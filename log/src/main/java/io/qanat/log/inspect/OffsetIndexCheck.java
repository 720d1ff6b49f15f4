package io.qanat.log.inspect;

import java.io.IOException;

/// The comparison of an offset index with its batches: each entry has the position of a batch and
/// its last offset. Confined to its caller.
final class OffsetIndexCheck extends IndexCheck {
    OffsetIndexCheck(CheckedIndex index, IndexEntries entries) {
        super(index, entries);
    }

    @Override
    void take(StoredBatch batch) throws IOException {
        while (pending().isPresent() && pending().get().value() <= batch.position()) {
            var entry = pending().get();
            long offset = index().baseOffset() + entry.key();
            if (entry.value() < batch.position()) {
                flaw(entry, "names position " + entry.value() + ", where no batch begins");
            } else if (offset != batch.lastOffset()) {
                flaw(
                        entry,
                        "has offset "
                                + offset
                                + " for the batch at position "
                                + entry.value()
                                + ", which ends at offset "
                                + batch.lastOffset());
            }
            advance();
        }
    }

    @Override
    void pass(BrokenPlace place, long nextOffset) throws IOException {
        while (pending().isPresent() && pending().get().value() < place.end()) {
            advance();
        }
    }

    @Override
    void finish() {
        // How sparse an index is was its writer's choice.
    }
}
