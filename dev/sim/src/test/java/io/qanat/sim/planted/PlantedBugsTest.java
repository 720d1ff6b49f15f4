package io.qanat.sim.planted;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.log.disk.Disk;
import io.qanat.sim.explore.Explorer;
import io.qanat.sim.explore.Outcome;
import io.qanat.sim.fault.FaultKind;
import io.qanat.sim.session.Candidate;
import io.qanat.sim.workload.Workload;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PlantedBugsTest {
    private static final int SEEDS = 3;
    private static final Workload ONE = Workload.named("one-partition");
    private static final Workload ROLLING = Workload.named("roll-checkpoint-restart");
    private static final Workload NUMBERED = Workload.named("numbered-batches");

    @Test
    void logWithoutSyncIsFoundByPowerLoss() {
        assertThat(found(PlantedBugs::withoutSync, ONE))
                .containsPattern(
                        "lost the batch|has a gap where nothing can be lost|is still damaged after");
    }

    @Test
    void logWithoutSyncIsNotFoundByKills() {
        // Given
        var bug = Candidate.over(PlantedBugs::withoutSync);
        var explorer = new Explorer(bug, SEEDS).withSteadyPower();
        // When
        Optional<Outcome> found = explorer.find(ONE, FaultKind.KILL);
        // Then
        assertThat(found).isEmpty();
    }

    @Test
    void logThatAnswersBeforeItAppendsIsFound() {
        assertThat(found(HastyLogs.answeringFirst(), ONE)).contains("lost the batch");
    }

    @Test
    void logThatShowsWhatIsNotSyncedIsFound() {
        assertThat(found(HastyLogs.showingFirst(), ONE)).contains("lost the batch");
    }

    @Test
    void checkpointBeforeTheSegmentsSyncIsFound() {
        assertThat(found(PlantedBugs::withCheckpointFirst, ROLLING))
                .contains("cannot be read", ".log is damaged");
    }

    @Test
    void logThatNeverSyncsDirectoriesIsFound() {
        assertThat(found(PlantedBugs::withoutDirectorySync, ONE)).contains("is gone");
    }

    @Test
    void indexThatIsTrustedAfterACrashIsFound() {
        assertThat(found(TrustedIndexes::new, ROLLING)).contains("for timestamp");
    }

    @Test
    void cutOfOneBatchTooManyIsFound() {
        assertThat(found(PlantedBugs::withDeepCuts, ROLLING))
                .contains("has a gap where nothing can be lost");
    }

    @Test
    void logThatForgetsItsProducersIsFound() {
        assertThat(found(ForgetfulLogs.forgettingProducers(), NUMBERED))
                .contains("a numbered append")
                .contains("instead of offset");
    }

    private static String found(UnaryOperator<Disk> bug, Workload workload) {
        return found(Candidate.over(bug), workload);
    }

    /// What such a log does after a power loss that it must never do; empty when nothing is found.
    private static String found(Candidate bug, Workload workload) {
        return new Explorer(bug, SEEDS)
                .find(workload, FaultKind.POWER_LOSS)
                .map(outcome -> outcome.point() + " " + outcome.tale())
                .orElse("");
    }
}
