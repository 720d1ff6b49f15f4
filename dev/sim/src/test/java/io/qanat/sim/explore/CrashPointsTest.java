package io.qanat.sim.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.sim.session.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/// Every second operation, the even or the odd ones by chance, in one way of each fault.
/// `-Dqanat.sim.seeds=20` strikes all of them in so many ways, and `-Dqanat.sim.replay=POINT`
/// repeats one run.
class CrashPointsTest {
    private static final String SEEDS = System.getProperty("qanat.sim.seeds", "");
    private static final String REPLAY = System.getProperty("qanat.sim.replay", "");
    private static final Path RESULTS = Path.of("target", "crash-points.json");

    @Test
    void logOutlivesEveryFaultAtEveryOperation() throws IOException {
        // When
        Table table = REPLAY.isEmpty() ? search() : CrashPoints.replay(Point.parse(REPLAY));
        // Then
        System.out.print(table);
        Files.writeString(RESULTS, table.json());
        assertThat(table.violations()).isEmpty();
        assertThat(table.lines()).allMatch(line -> line.fired() > 0);
    }

    private static Table search() {
        return SEEDS.isEmpty()
                ? CrashPoints.sample(Candidate.SHIPPED, ThreadLocalRandom.current().nextInt(2))
                : CrashPoints.search(Candidate.SHIPPED, Integer.parseInt(SEEDS));
    }
}
