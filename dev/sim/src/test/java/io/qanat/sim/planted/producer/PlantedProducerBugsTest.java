package io.qanat.sim.planted.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.sim.run.Plan;
import io.qanat.sim.run.Result;
import io.qanat.sim.run.Simulation;
import io.qanat.sim.run.Wiring;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Each bug is found within a few seeds; the same seeds are clean without it.
class PlantedProducerBugsTest {
    private static final int SEEDS = 30;
    private static final int OPERATIONS = 1_000;

    @Test
    void epochThatGrowsBeforeTheDrainIsFound() {
        assertThat(found(() -> Wiring.DIRECT.with(new HastyEpoch()))).startsWith("duplicated: ");
    }

    @Test
    void retryThatRewritesWhatIsInFlightIsFound() {
        assertThat(found(() -> Wiring.DIRECT.with(new ShrunkRetry()))).startsWith("lost: ");
    }

    @Test
    void memoryReturnedDuringAWriteIsFound() {
        assertThat(found(() -> Wiring.DIRECT.with(new SlowWrites(false))))
                .startsWith("corrupted: ");
    }

    @Test
    void slowWritesThatEndWithTheirConnectionAreClean() {
        // Given
        var wiring = Wiring.DIRECT.with(new SlowWrites(true));
        // When
        Result result = run(1, wiring);
        // Then
        assertThat(result.failure()).isNull();
        assertThat(result.counts().of("outcome Delivered after 1 attempts")).isPositive();
        assertThat(found(() -> wiring)).isEmpty();
    }

    @Test
    void brokerThatChecksNoSequenceIsFound() {
        assertThat(found(() -> Wiring.DIRECT.with(Unnumbered::new))).startsWith("duplicated: ");
    }

    @Test
    void brokerThatRefusesACopyIsFound() {
        assertThat(found(() -> Wiring.DIRECT.with(new RefusedDuplicates()))).startsWith("vague: ");
    }

    @Test
    void doubtToldAsNotPersistedIsFound() {
        assertThat(found(() -> Wiring.DIRECT.with(new DeniedDoubt())))
                .startsWith("not persisted, but in the log: ");
    }

    @Test
    void deadlineOfTheFirstRecordIsFound() {
        assertThat(found(() -> Wiring.DIRECT.with(new FirstDeadline()))).startsWith("late: ");
    }

    /// What the first seed does that it must never do; empty when none does.
    private static String found(Supplier<Wiring> wiring) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Result result = run(seed, wiring.get());
            if (result.isViolation()) {
                return String.valueOf(Objects.requireNonNull(result.failure()).getMessage());
            }
        }
        return "";
    }

    private static Result run(int seed, Wiring wiring) {
        return Simulation.run(Plan.of(seed, OPERATIONS), false, wiring);
    }
}
