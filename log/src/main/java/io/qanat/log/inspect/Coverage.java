package io.qanat.log.inspect;

import java.util.ArrayList;
import java.util.List;

/// The offsets of one partition that a write-ahead log has. Filled once, then immutable.
final class Coverage {
    static final Coverage EMPTY = new Coverage();

    private final List<Range> ranges = new ArrayList<>();

    /// Offsets that follow each other.
    ///
    /// @param from the first
    /// @param to the one after the last
    private record Range(long from, long to) {}

    /// Adds offsets that come after all before them.
    void add(long from, long to) {
        if (!ranges.isEmpty() && ranges.getLast().to() == from) {
            ranges.set(ranges.size() - 1, new Range(ranges.getLast().from(), to));
        } else {
            ranges.add(new Range(from, to));
        }
    }

    /// Up to here all was in the segments, durably, when the first entry was written; 0 without
    /// entries.
    long start() {
        return ranges.isEmpty() ? 0 : ranges.getFirst().from();
    }

    /// Whether it has all offsets from one to before another.
    boolean holds(long from, long to) {
        return ranges.stream().anyMatch(range -> range.from() <= from && range.to() >= to);
    }

    /// Takes offsets that are nowhere.
    @FunctionalInterface
    interface Missing {
        void missing(long from, long to);
    }

    /// Where a partition ends whose segments end at an offset.
    ///
    /// @param missing told of offsets that neither has
    long end(long segmentsEnd, Missing missing) {
        long end = segmentsEnd;
        for (Range range : ranges) {
            if (range.from() > end) {
                missing.missing(end, range.from());
            }
            end = Math.max(end, range.to());
        }
        return end;
    }
}
