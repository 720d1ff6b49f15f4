package io.qanat.sim.planted.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.sim.run.Plan;
import io.qanat.sim.run.Result;
import io.qanat.sim.run.Simulation;
import io.qanat.sim.run.Wiring;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each bug is found within a few seeds; the same seeds are clean without it.
class PlantedProducerBugsTest {
    private static final int SEEDS = 30;
    private static final int OPERATIONS = 1_000;

    @Test
    void epochThatGrowsBeforeTheDrainIsFound() {
        assertThat(isFound("duplicated", () -> Wiring.DIRECT.with(new HastyEpoch()))).isTrue();
    }

    @Test
    void retryThatRewritesWhatIsInFlightIsFound() {
        assertThat(isFound("lost", () -> Wiring.DIRECT.with(new ShrunkRetry()))).isTrue();
    }

    @Test
    void memoryReturnedDuringAWriteIsFound() {
        assertThat(isFound("corrupted", () -> Wiring.DIRECT.with(new SlowWrites(false)))).isTrue();
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
        assertThat(failures(() -> wiring)).isEmpty();
    }

    @Test
    void brokerThatChecksNoSequenceIsFound() {
        assertThat(isFound("duplicated", () -> Wiring.DIRECT.with(Unnumbered::new))).isTrue();
    }

    @Test
    void brokerThatRefusesACopyIsFound() {
        assertThat(isFound("vague", () -> Wiring.DIRECT.with(new RefusedDuplicates()))).isTrue();
    }

    @Test
    void doubtToldAsNotPersistedIsFound() {
        assertThat(
                        isFound(
                                "not persisted, but in the log",
                                () -> Wiring.DIRECT.with(new DeniedDoubt())))
                .isTrue();
    }

    @Test
    void deadlineOfTheFirstRecordIsFound() {
        assertThat(isFound("late", () -> Wiring.DIRECT.with(new FirstDeadline()))).isTrue();
    }

    /// Whether a seed does what it must never do, in a bug's own way: the words before the colon.
    private static boolean isFound(String way, Supplier<Wiring> wiring) {
        return failures(wiring).anyMatch(message -> message.startsWith(way + ": "));
    }

    /// What seeds do that they must never do.
    private static Stream<String> failures(Supplier<Wiring> wiring) {
        return IntStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> run(seed, wiring.get()).failure())
                .filter(Objects::nonNull)
                .map(failure -> String.valueOf(failure.getMessage()));
    }

    private static Result run(int seed, Wiring wiring) {
        return Simulation.run(Plan.of(seed, OPERATIONS).plain(), false, wiring);
    }
}
