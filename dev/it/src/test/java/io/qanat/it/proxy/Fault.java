package io.qanat.it.proxy;

import java.time.Duration;

/// One thing that happens to one frame. Immutable.
///
/// @param place where in the frame, for those kinds that have a place: the draw from which the byte
///   follows, not negative; modulo the frame's size it is the byte
/// @param time for how long, for those kinds that take time
public record Fault(Side side, FaultKind kind, int place, Duration time) {
    public Fault {
        if (!kind.isOf(side)) {
            throw new IllegalArgumentException(kind + " does not happen to " + side);
        }
        if (place < 0 || time.isNegative()) {
            throw new IllegalArgumentException("place " + place + ", time " + time);
        }
    }

    /// A fault without place and time.
    public static Fault of(Side side, FaultKind kind) {
        return new Fault(side, kind, 0, Duration.ZERO);
    }

    /// How many bytes of a frame pass before it strikes: at least none, never all.
    int bytesBefore(int frameBytes) {
        return place % frameBytes;
    }

    @Override
    public String toString() {
        return "%s %s at %d for %d ms".formatted(side, kind, place, time.toMillis());
    }
}
