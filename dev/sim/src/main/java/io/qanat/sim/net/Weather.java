package io.qanat.sim.net;

import io.qanat.sim.mishap.Mishap;
import io.qanat.sim.mishap.Mishaps;
import io.qanat.sim.time.Chance;
import java.util.EnumSet;
import java.util.Set;

/// How the network treats bytes at this time. Confined to the run's thread.
public final class Weather {
    private static final long DELAY_NANOS_MIN = 20_000;
    private static final long DELAY_NANOS_USUAL = 1_000_000;

    /// Bytes per piece when streams are not cut small.
    private static final int PIECE_BYTES = 1 << 16;

    private final Mishaps mishaps;
    private final Set<Mishap> announced = EnumSet.noneOf(Mishap.class);
    private long delayNanosMax = DELAY_NANOS_USUAL;
    private long blockedUntilNanos;
    private int pieceBytesMax = PIECE_BYTES;

    Weather(Mishaps mishaps) {
        this.mishaps = mishaps;
    }

    /// Makes everything slow up to so much.
    public void delay(long nanosMax) {
        announced.add(Mishap.DELAY);
        delayNanosMax = nanosMax;
    }

    /// Lets nothing through until a time; what is sent meanwhile arrives then, as TCP sends it
    /// again.
    public void block(long untilNanos) {
        announced.add(Mishap.SPLIT);
        blockedUntilNanos = Math.max(blockedUntilNanos, untilNanos);
    }

    /// Cuts streams into pieces of at most so many bytes.
    public void cut(int bytesMax) {
        announced.add(Mishap.FRAGMENT);
        pieceBytesMax = bytesMax;
    }

    /// Everything is well again.
    public void clear() {
        announced.clear();
        delayNanosMax = DELAY_NANOS_USUAL;
        blockedUntilNanos = 0;
        pieceBytesMax = PIECE_BYTES;
    }

    long arrival(long nowNanos, Chance chance) {
        if (blockedUntilNanos > nowNanos) {
            strikes(Mishap.SPLIT);
        } else {
            strikes(Mishap.DELAY);
        }
        long usual = nowNanos + chance.between(DELAY_NANOS_MIN, delayNanosMax);
        return blockedUntilNanos > nowNanos
                ? blockedUntilNanos + chance.between(DELAY_NANOS_MIN, DELAY_NANOS_USUAL)
                : usual;
    }

    boolean isBlocked(long nowNanos) {
        if (blockedUntilNanos > nowNanos) {
            strikes(Mishap.SPLIT);
        }
        return blockedUntilNanos > nowNanos;
    }

    int piece(int waiting, Chance chance) {
        strikes(Mishap.FRAGMENT);
        int most = Math.min(waiting, pieceBytesMax);
        return pieceBytesMax < PIECE_BYTES || chance.onceIn(16) ? chance.between(1, most) : most;
    }

    /// What was announced strikes when it touches the first bytes.
    private void strikes(Mishap mishap) {
        if (announced.remove(mishap)) {
            mishaps.struck(mishap);
        }
    }
}
