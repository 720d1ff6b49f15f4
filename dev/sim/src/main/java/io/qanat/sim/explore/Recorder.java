package io.qanat.sim.explore;

import io.qanat.sim.disk.Fate;
import io.qanat.sim.disk.Op;
import io.qanat.sim.disk.Verdict;
import io.qanat.sim.fault.FaultKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The operations of a run that nothing strikes, and what could strike each.
final class Recorder implements Fate {
    private final List<Set<FaultKind>> kinds = new ArrayList<>();

    @Override
    public Verdict of(Op op) {
        var strikes = EnumSet.noneOf(FaultKind.class);
        for (FaultKind kind : FaultKind.values()) {
            if (kind.strikes(op)) {
                strikes.add(kind);
            }
        }
        kinds.add(strikes);
        return Verdict.DONE;
    }

    /// What could strike each operation, in their order.
    List<Set<FaultKind>> kinds() {
        return kinds;
    }
}
