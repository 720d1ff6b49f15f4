package io.qanat.bench.log;

import java.util.Arrays;

/// How long appends took. Confined to one thread at a time.
final class Latencies {
    private long[] nanos = new long[1 << 16];
    private int count;

    void add(long latencyNanos) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = latencyNanos;
    }

    void addAll(Latencies other) {
        for (int i = 0; i < other.count; i++) {
            add(other.nanos[i]);
        }
    }

    int count() {
        return count;
    }

    void sort() {
        Arrays.sort(nanos, 0, count);
    }

    /// After [#sort()].
    double micros(double quantile) {
        return count == 0 ? 0 : nanos[Math.min((int) (count * quantile), count - 1)] / 1e3;
    }
}
