package io.qanat.sim.planted.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.sim.run.Plan;
import io.qanat.sim.run.Result;
import io.qanat.sim.run.Simulation;
import io.qanat.sim.run.Wiring;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Each bug is found within a few seeds; the same seeds are clean without it.
class PlantedProducerBugsTest {
    private static final int SEEDS = 30;
    private static final int OPERATIONS = 1_000;

    @Test
    void epochThatGrowsBeforeTheDrainIsFound() {
        assertThat(found(() -> Wiring.DIRECT.with(new HastyEpoch()))).contains("duplicated");
    }

    @Test
    void retryThatRewritesWhatIsInFlightIsFound() {
        assertThat(found(() -> Wiring.DIRECT.with(new ShrunkRetry()))).contains("lost");
    }

    @Test
    void memoryReturnedDuringAWriteIsFound() {
        assertThat(found(() -> Wiring.DIRECT.with(new SlowWrites(false)))).contains("corrupted");
    }

    @Test
    void slowWritesThatEndWithTheirConnectionAreClean() {
        // Given
        var wiring = Wiring.DIRECT.with(new SlowWrites(true));
        // When
        Result result = run(1, wiring);
        // Then
        assertThat(result.failure()).isNull();
        assertThat(result.counts().of("outcome acks=ALL Delivered after 1 attempts")).isPositive();
        assertThat(found(() -> wiring)).isEmpty();
    }

    @Test
    void brokerThatChecksNoSequenceIsFound() {
        assertThat(found(() -> Wiring.DIRECT.with(Unnumbered::new))).contains("duplicated");
    }

    @Test
    void brokerThatRefusesACopyIsFound() {
        assertThat(found(() -> Wiring.DIRECT.with(new RefusedDuplicates()))).contains("vague");
    }

    @Test
    void doubtToldAsNotPersistedIsFound() {
        assertThat(found(() -> Wiring.DIRECT.with(new DeniedDoubt())))
                .contains("not persisted, but in the log");
    }

    @Test
    void deadlineOfTheFirstRecordIsFound() {
        assertThat(found(() -> Wiring.DIRECT.with(new FirstDeadline()))).contains("late");
    }

    /// What seeds do that they must never do: the words before each message's first colon.
    private static Set<String> found(Supplier<Wiring> wiring) {
        var found = new TreeSet<String>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            Throwable failure = run(seed, wiring.get()).failure();
            if (failure != null) {
                found.add(String.valueOf(failure.getMessage()).replaceFirst(":.*", ""));
            }
        }
        return found;
    }

    private static Result run(int seed, Wiring wiring) {
        return Simulation.run(Plan.of(seed, OPERATIONS).plain(), false, wiring);
    }
}
