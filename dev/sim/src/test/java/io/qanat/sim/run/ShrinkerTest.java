package io.qanat.sim.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.producer.Outcome;
import io.qanat.sim.producer.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShrinkerTest {
    private static final int OPERATIONS = 400;
    private static final int SEEDS_MAX = 50;

    /// A doubt is told as certainty.
    private static final Wiring PLANTED =
            Wiring.DIRECT.with(
                    new Ports() {
                        @Override
                        public Outcome told(Outcome outcome) {
                            return outcome instanceof Outcome.PossiblyPersisted doubt
                                    ? new Outcome.NotPersisted(doubt.cause(), doubt.timeline())
                                    : outcome;
                        }
                    });

    @TempDir Path folder;

    @Test
    void plantedBugShrinksToAFewOperationsThatAFileReplays() throws Exception {
        // Given
        Result failing = firstFailure();

        // When
        Plan small = new Shrinker(ShrinkerTest::run).shrunk(failing);
        Path file = folder.resolve("small.plan");
        PlanFile.write(small, file);
        Plan read = PlanFile.read(file);

        // Then
        assertThat(small.operations()).hasSizeLessThan(20);
        assertThat(read).isEqualTo(small);
        Result first = run(small);
        Result replayed = run(read);
        assertThat(message(first)).startsWith("not persisted, but in the log: ");
        assertThat(message(replayed)).isEqualTo(message(first));
        assertThat(replayed.marks()).isEqualTo(first.marks());
        assertThat(Simulation.run(read, false).isViolation()).isFalse();
    }

    @Test
    void fileThatIsNoPlanIsRefused() throws Exception {
        // Given
        Path file = Files.write(folder.resolve("no.plan"), List.of("seed 1", "DANCE 1 2"));
        // Then
        assertThatThrownBy(() -> PlanFile.read(file)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Result firstFailure() {
        return LongStream.rangeClosed(1, SEEDS_MAX)
                .mapToObj(seed -> run(Plan.of(seed, OPERATIONS)))
                .filter(Result::isViolation)
                .findFirst()
                .orElseThrow();
    }

    private static Result run(Plan plan) {
        return Simulation.run(plan, false, PLANTED);
    }

    private static String message(Result result) {
        return String.valueOf(Objects.requireNonNull(result.failure()).getMessage());
    }
}
