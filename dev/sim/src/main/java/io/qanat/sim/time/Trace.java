package io.qanat.sim.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What happened in a run, as one number, and as text if somebody wants to read it. Confined to the
/// run's thread.
public final class Trace {
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private final @Nullable List<String> lines;
    private long hash = PRIME;
    private long count;

    /// @param readable whether text is kept
    public Trace(boolean readable) {
        lines = readable ? new ArrayList<>() : null;
    }

    /// Notes that something happened.
    ///
    /// @param what a constant, whose letters count
    public void note(long nanos, String what, long one, long other) {
        mix(nanos);
        mix(what.hashCode());
        mix(one);
        mix(other);
        count++;
        if (lines != null) {
            lines.add(String.format(Locale.ROOT, "%12.6f %s %d %d", nanos / 1e9, what, one, other));
        }
    }

    /// Notes bytes.
    public void bytes(byte[] bytes) {
        long sum = 1;
        for (byte each : bytes) {
            sum = 31 * sum + each;
        }
        mix(sum);
    }

    /// The number: equal when the same happened in the same order.
    public long hash() {
        return hash;
    }

    /// How much was noted.
    public long count() {
        return count;
    }

    /// The text, empty when none is kept.
    public List<String> lines() {
        return lines == null ? List.of() : lines;
    }

    private void mix(long value) {
        hash = Long.rotateLeft(hash ^ value * PRIME, 23) * PRIME;
    }
}
