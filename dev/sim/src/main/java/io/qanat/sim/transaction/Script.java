package io.qanat.sim.transaction;

import io.qanat.sim.time.Chance;
import java.util.ArrayList;
import java.util.List;

/// What a program does in its transactions, one after the other. Immutable.
public record Script(List<Deed> deeds) {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    /// Something done in an open transaction. Immutable.
    public sealed interface Step {
        /// Sends a record.
        record Send(int partition) implements Step {}

        /// Sends offsets.
        enum Offsets implements Step {
            OFFSETS
        }

        /// Does nothing for a while.
        record Pause(long nanos) implements Step {}
    }

    /// One transaction. Immutable.
    ///
    /// @param commits or else it is aborted
    /// @param limitNanos how long its end may take
    public record Deed(List<Step> steps, boolean commits, long limitNanos) {}

    /// Anything that may be done.
    static Script drawn(Chance chance, int count) {
        var deeds = new ArrayList<Deed>();
        for (int i = 0; i < count; i++) {
            var steps = new ArrayList<Step>();
            int size = chance.between(0, 8);
            for (int j = 0; j < size; j++) {
                steps.add(step(chance));
            }
            long limitNanos =
                    chance.onceIn(4)
                            ? chance.between(MILLI, SECOND)
                            : chance.between(3 * SECOND, 60 * SECOND);
            deeds.add(new Deed(steps, !chance.onceIn(5), limitNanos));
        }
        return new Script(deeds);
    }

    private static Step step(Chance chance) {
        if (chance.onceIn(4)) {
            long most = chance.onceIn(12) ? 80 * SECOND : SECOND;
            return new Step.Pause(chance.between(0, most));
        }
        return chance.onceIn(5)
                ? Step.Offsets.OFFSETS
                : new Step.Send(chance.between(0, Cluster.PARTITIONS - 1));
    }
}
