package io.qanat.sim.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.sim.fault.FaultKind;
import io.qanat.sim.session.Candidate;
import io.qanat.sim.workload.Workload;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each operation of the workloads struck by what the log is known to stand. `CrashPoints` strikes
/// with everything, also the recovery.
class CrashPointsTest {
    private static final int SEEDS = Integer.getInteger("qanat.sim.seeds", 1);
    private static final Set<FaultKind> CRASHES = EnumSet.of(FaultKind.POWER_LOSS, FaultKind.KILL);

    @ParameterizedTest
    @ValueSource(strings = {"one-partition", "many-partitions"})
    void everythingButLiesIsStood(String workload) {
        assertThat(violations(workload, EnumSet.complementOf(EnumSet.of(FaultKind.LYING_WRITE))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"roll-checkpoint-restart"})
    void crashesAreStood(String workload) {
        assertThat(violations(workload, CRASHES)).isEmpty();
    }

    private static List<Outcome> violations(String workload, Set<FaultKind> kinds) {
        var outcomes =
                new ArrayList<>(
                        new Explorer(Candidate.SHIPPED, SEEDS)
                                .strikeWork(Workload.named(workload), kinds));
        System.out.print(Table.of(outcomes));
        outcomes.removeIf(outcome -> outcome.violation().isEmpty());
        return outcomes;
    }
}
