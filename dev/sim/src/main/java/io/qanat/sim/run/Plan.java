package io.qanat.sim.run;

import io.qanat.sim.time.Chance;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Everything that a run follows from. Immutable.
///
/// A seed decides on the faults that may strike at all, so that each is also met without most
/// others.
///
/// @param seed of what chance decides while it runs
/// @param operations in their order
public record Plan(long seed, Setting setting, List<Operation> operations) {
    private static final long PAUSE_NANOS_MIN = 10_000;
    private static final long PAUSE_NANOS_SHORT = 1_000_000;
    private static final long PAUSE_NANOS_LONG = 100_000_000;
    private static final int LONG_PAUSE_ONCE_IN = 10;

    /// Connections end when they are idle for minutes, and producers are forgotten after a day.
    private static final long PAUSE_NANOS_IDLE = TimeUnit.HOURS.toNanos(40);

    /// The plan of a seed.
    public static Plan of(long seed, int operationCount) {
        var chance = new Chance(seed);
        Setting setting = Setting.drawn(chance);
        Set<OperationKind> kinds = kinds(chance);
        int weight = kinds.stream().mapToInt(OperationKind::weight).sum();
        var operations = new ArrayList<Operation>(operationCount);
        for (int i = 0; i < operationCount; i++) {
            long longest = chance.onceIn(LONG_PAUSE_ONCE_IN) ? PAUSE_NANOS_LONG : PAUSE_NANOS_SHORT;
            OperationKind kind = kind(kinds, chance.between(1, weight));
            operations.add(
                    new Operation(
                            kind,
                            chance.between(
                                    PAUSE_NANOS_MIN,
                                    kind == OperationKind.IDLE ? PAUSE_NANOS_IDLE : longest),
                            chance.any()));
        }
        return new Plan(seed, setting, operations);
    }

    /// The same with only some of the operations.
    public Plan only(List<Operation> kept) {
        return new Plan(seed, setting, List.copyOf(kept));
    }

    /// The same with idempotent producers and one topic.
    public Plan plain() {
        return new Plan(seed, setting.plain(), operations);
    }

    private static Set<OperationKind> kinds(Chance chance) {
        boolean isCalm = chance.onceIn(20);
        var kinds = EnumSet.noneOf(OperationKind.class);
        for (OperationKind kind : OperationKind.values()) {
            if (!kind.isFault() || (!isCalm && chance.onceIn(2))) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    private static OperationKind kind(Set<OperationKind> kinds, int number) {
        int left = number;
        for (OperationKind kind : kinds) {
            left -= kind.weight();
            if (left <= 0) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind has number " + number);
    }
}
