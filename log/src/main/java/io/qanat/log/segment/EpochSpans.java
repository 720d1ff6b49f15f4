package io.qanat.log.segment;

import java.util.Arrays;
import java.util.NavigableMap;

/// Which leader epoch the batch at each offset of a partition has. Immutable.
///
/// No checksum covers the epoch in a batch. What is known from elsewhere, that epochs never fall
/// and where each begins, takes its place.
public final class EpochSpans {
    /// Nothing is known.
    public static final EpochSpans UNKNOWN = new EpochSpans(new int[0], new long[0], 0);

    private final int[] epochs;
    private final long[] starts;
    private final long exactEnd;

    private EpochSpans(int[] epochs, long[] starts, long exactEnd) {
        this.epochs = epochs;
        this.starts = starts;
        this.exactEnd = exactEnd;
    }

    /// The epochs with the offsets at which they begin.
    ///
    /// @param exactEnd up to this offset no other epoch begins
    public static EpochSpans of(NavigableMap<Integer, Long> startsByEpoch, long exactEnd) {
        int[] epochs = new int[startsByEpoch.size()];
        long[] starts = new long[startsByEpoch.size()];
        int at = 0;
        for (var entry : startsByEpoch.entrySet()) {
            epochs[at] = entry.getKey();
            starts[at] = entry.getValue();
            at++;
        }
        return new EpochSpans(epochs, starts, exactEnd);
    }

    /// The same, of which nothing is exact any more.
    EpochSpans inexact() {
        return new EpochSpans(epochs, starts, 0);
    }

    /// Whether [#least(long)] is the epoch, and not only a bound.
    boolean isExact(long offset) {
        return offset < exactEnd && epochs.length > 0 && starts[0] <= offset;
    }

    /// The epoch that the batch at an offset has at least; 0 when nothing is known.
    public int least(long offset) {
        int found = Arrays.binarySearch(starts, offset);
        int at = found >= 0 ? found : -found - 2;
        return at < 0 ? 0 : epochs[at];
    }

    /// Whether a batch at an offset may have an epoch.
    boolean allows(int epoch, long offset) {
        return isExact(offset) ? epoch == least(offset) : epoch >= least(offset);
    }
}
