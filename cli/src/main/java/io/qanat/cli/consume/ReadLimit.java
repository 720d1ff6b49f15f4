package io.qanat.cli.consume;

import java.util.HashMap;
import java.util.Map;

/// How far a reading goes: to given offsets, to a number of records, or on and on. Confined to the
/// reader.
public final class ReadLimit {
    private final Map<Integer, Long> openEnds;
    private final boolean hasEnds;
    private long countLeft;

    private ReadLimit(Map<Integer, Long> ends, boolean hasEnds, long countMax) {
        this.openEnds = new HashMap<>(ends);
        this.hasEnds = hasEnds;
        this.countLeft = countMax;
    }

    /// On and on.
    public static ReadLimit none() {
        return new ReadLimit(Map.of(), false, Long.MAX_VALUE);
    }

    /// So many records, from whatever partition they come.
    public static ReadLimit count(long countMax) {
        return new ReadLimit(Map.of(), false, countMax);
    }

    /// In each partition the records below an offset.
    public static ReadLimit ends(Map<Integer, Long> ends) {
        return ends(ends, Long.MAX_VALUE);
    }

    /// In each partition the records below an offset, and so many of them all together.
    static ReadLimit ends(Map<Integer, Long> ends, long countMax) {
        return new ReadLimit(ends, true, countMax);
    }

    /// Whether a record is still within; takes it when it is.
    public boolean takes(int partition, long offset) {
        if (countLeft == 0 || isBehindEnd(partition, offset)) {
            return false;
        }
        countLeft--;
        return true;
    }

    /// A partition was read up to here.
    public void passed(int partition, long nextOffset) {
        openEnds.computeIfPresent(partition, (p, end) -> nextOffset >= end ? null : end);
    }

    /// Whether nothing more is within.
    public boolean isReached() {
        return countLeft == 0 || (hasEnds && openEnds.isEmpty());
    }

    private boolean isBehindEnd(int partition, long offset) {
        return hasEnds && offset >= openEnds.getOrDefault(partition, Long.MIN_VALUE);
    }
}
