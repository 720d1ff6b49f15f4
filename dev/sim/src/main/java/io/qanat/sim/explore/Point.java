package io.qanat.sim.explore;

import io.qanat.sim.fault.FaultKind;
import io.qanat.sim.workload.Workload;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/// One place to strike, from which a run can be repeated. Immutable.
///
/// @param workload what the log does
/// @param kind what goes wrong
/// @param op at which operation of the work
/// @param recoveryOp when present, the power goes at that operation, and what goes wrong strikes
///   this operation of the recovery
/// @param seed which of the ways in which it can go wrong, from 0
public record Point(Workload workload, FaultKind kind, int op, OptionalInt recoveryOp, int seed) {
    private static final String NONE = "-";

    /// The point that was written as this text.
    public static Point parse(String text) {
        String[] words = text.split(":", -1);
        if (words.length != 5) {
            throw new IllegalArgumentException(
                    "a point is WORKLOAD:FAULT:OPERATION:RECOVERY-OPERATION:SEED, not " + text);
        }
        return new Point(
                Workload.named(words[0]),
                FaultKind.valueOf(words[1]),
                Integer.parseInt(words[2]),
                words[3].equals(NONE)
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(words[3])),
                Integer.parseInt(words[4]));
    }

    /// The same power loss, and a fault that strikes an operation of the recovery.
    Point inRecovery(FaultKind next, int nextOp) {
        return new Point(workload, next, op, OptionalInt.of(nextOp), seed);
    }

    /// Whether it strikes the recovery.
    boolean isInRecovery() {
        return recoveryOp.isPresent();
    }

    /// Numbers for the work and what strikes it.
    SplittableRandom workRandom() {
        FaultKind struck = isInRecovery() ? FaultKind.POWER_LOSS : kind;
        return random(workload.name(), struck.name(), op, seed);
    }

    /// Numbers for the recovery and what strikes it.
    SplittableRandom recoveryRandom() {
        return random(workload.name(), kind.name(), op, recoveryOp.orElse(-1), seed);
    }

    private static SplittableRandom random(Object... of) {
        long state = 0;
        for (Object part : of) {
            state = new SplittableRandom(state ^ part.hashCode()).nextLong();
        }
        return new SplittableRandom(state);
    }

    @Override
    public String toString() {
        String recovery = isInRecovery() ? String.valueOf(recoveryOp.getAsInt()) : NONE;
        return workload.name() + ":" + kind + ":" + op + ":" + recovery + ":" + seed;
    }
}
