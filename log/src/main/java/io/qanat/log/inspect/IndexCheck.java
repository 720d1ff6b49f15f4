package io.qanat.log.inspect;

import java.io.IOException;
import java.util.Optional;

/// The comparison of an index file with the batches that it is about, which are read alongside.
/// Confined to its caller.
abstract class IndexCheck implements AutoCloseable {
    private final CheckedIndex index;
    private final IndexEntries entries;
    private Optional<IndexEntries.Entry> pending = Optional.empty();
    private long lastKey = Long.MIN_VALUE;
    private int lastValue = -1;
    private boolean isFlawed;

    IndexCheck(CheckedIndex index, IndexEntries entries) {
        this.index = index;
        this.entries = entries;
    }

    /// Compares with the next batch.
    abstract void take(StoredBatch batch) throws IOException;

    /// Passes over a part of the segment of which the batches are not known.
    abstract void pass(BrokenPlace place, long nextOffset) throws IOException;

    /// Ends after the last batch, when the index is finished.
    abstract void finish();

    void end() {
        if (!index.isSettled()) {
            return;
        }
        if (pending.isPresent()) {
            flaw(pending.get(), "an entry for what is beyond the last batch");
        }
        if (entries.restBytes() > 0) {
            flaw("ends with " + entries.restBytes() + " bytes that are no whole entry");
        }
        if (!isFlawed) {
            finish();
        }
    }

    /// The entry that is to be compared next.
    Optional<IndexEntries.Entry> pending() {
        return pending;
    }

    long sizeInBytes() {
        return entries.sizeInBytes();
    }

    boolean isFlawed() {
        return isFlawed;
    }

    CheckedIndex index() {
        return index;
    }

    long lastKey() {
        return lastKey;
    }

    /// Goes on to the next entry, at the start to the first. One that does not ascend ends the
    /// comparison: nothing after it can be believed.
    final void advance() throws IOException {
        Optional<IndexEntries.Entry> next = entries.next();
        if (next.isPresent() && next.get().isUnused() && !index.isSettled()) {
            next = Optional.empty();
        } else if (next.isPresent() && !ascends(next.get())) {
            flaw(next.get(), "the entries do not ascend");
            next = Optional.empty();
        }
        if (next.isPresent()) {
            lastKey = next.get().key();
            lastValue = next.get().value();
        }
        pending = next;
    }

    private boolean ascends(IndexEntries.Entry entry) {
        return entry.key() > lastKey && entry.value() > lastValue;
    }

    void flaw(IndexEntries.Entry entry, String text) {
        isFlawed = true;
        index.flaws().flaw(index.path(), entry.position(), text);
    }

    void flaw(String text) {
        isFlawed = true;
        index.flaws().flaw(index.path(), Finding.NOWHERE, text);
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }
}
