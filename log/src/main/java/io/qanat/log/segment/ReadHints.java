package io.qanat.log.segment;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Where in a segment's file recent reads ended, because most readers go on there. Thread-safe.
///
/// A small table by offset, in which a later end takes the place of an earlier one of the same
/// slot: a hint that is gone costs a look-up in the index.
final class ReadHints {
    private static final int SLOTS = 16;
    private static final int UNKNOWN = -1;

    private volatile @Nullable AtomicReferenceArray<@Nullable Hint> slots;

    /// The batch that begins at a position is the first that reaches an offset.
    private record Hint(long offset, int position) {}

    /// The position of the first batch that reaches an offset; -1 when it is not known.
    int position(long offset) {
        AtomicReferenceArray<@Nullable Hint> table = slots;
        Hint hint = table == null ? null : table.get(slot(offset));
        return hint != null && hint.offset == offset ? hint.position : UNKNOWN;
    }

    /// Notes that a read ended before an offset, at a position.
    void add(long offset, int position) {
        AtomicReferenceArray<@Nullable Hint> table = slots;
        if (table == null) {
            // Two first readers may each make one: the hint of the one that loses is lost.
            table = new AtomicReferenceArray<>(SLOTS);
            slots = table;
        }
        table.set(slot(offset), new Hint(offset, position));
    }

    private static int slot(long offset) {
        return Long.hashCode(offset * 0x9E3779B97F4A7C15L) & (SLOTS - 1);
    }
}
