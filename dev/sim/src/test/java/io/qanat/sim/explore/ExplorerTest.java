package io.qanat.sim.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.sim.fault.FaultKind;
import io.qanat.sim.session.Candidate;
import io.qanat.sim.workload.Workload;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExplorerTest {
    private static final Workload ONE = Workload.named("one-partition");

    @Test
    void pointIsReadAsItIsWritten() {
        // Given
        var point = new Point(ONE, FaultKind.KILL, 17, OptionalInt.of(3), 5);
        // When
        String text = point.toString();
        // Then
        assertThat(text).isEqualTo("one-partition:KILL:17:3:5");
        assertThat(Point.parse(text)).isEqualTo(point);
    }

    @Test
    void everyOperationIsStruck() {
        // Given
        var explorer = new Explorer(Candidate.SHIPPED, 1);
        // When
        var outcomes = explorer.strikeWork(ONE, Set.of(FaultKind.KILL));
        // Then
        assertThat(outcomes).hasSameSizeAs(explorer.operations(ONE));
        assertThat(outcomes).allMatch(outcome -> outcome.struck().size() == 1);
    }

    @Test
    void sameOperationsEveryTime() {
        for (Workload workload : Workload.ALL) {
            // Given
            var explorer = new Explorer(Candidate.SHIPPED, 1);
            // When
            var first = explorer.operations(workload);
            // Then
            assertThat(explorer.operations(workload)).isEqualTo(first);
        }
    }

    @Test
    void runIsRepeatedFromItsPoint() {
        // Given
        var explorer = new Explorer(Candidate.SHIPPED, 1);
        var outcomes = explorer.strikeWork(ONE, Set.of(FaultKind.POWER_LOSS));
        for (Outcome outcome : outcomes) {
            // When
            Outcome again = explorer.replay(outcome.point());
            // Then
            assertThat(again).isEqualTo(outcome);
        }
    }
}
