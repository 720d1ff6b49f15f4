package io.qanat.sim.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.sim.session.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The whole search with few seeds. `-Dqanat.sim.seeds=20` makes it the full one, and
/// `-Dqanat.sim.replay=POINT` repeats one run.
class CrashPointsTest {
    private static final String SEEDS = System.getProperty("qanat.sim.seeds", "");
    private static final String REPLAY = System.getProperty("qanat.sim.replay", "");
    private static final Path RESULTS = Path.of("target", "crash-points.json");

    @Test
    void logOutlivesEveryFaultAtEveryOperation() throws IOException {
        // When
        Table table =
                REPLAY.isEmpty()
                        ? CrashPoints.search(
                                Candidate.SHIPPED, SEEDS.isEmpty() ? 1 : Integer.parseInt(SEEDS))
                        : CrashPoints.replay(Point.parse(REPLAY));
        // Then
        System.out.print(table);
        Files.writeString(RESULTS, table.json());
        assertThat(table.violations()).isEmpty();
        assertThat(table.lines()).allMatch(line -> line.fired() > 0);
    }
}
