package io.qanat.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.sim.mishap.Mishap;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final int OPERATIONS = 1_000;

    @Test
    void aHundredSeedsAreClean() throws Exception {
        // Given
        var seeds = new SeedBatch(1, 100, OPERATIONS, plan -> Simulation.run(plan, false));

        // When
        seeds.run(Runtime.getRuntime().availableProcessors());

        // Then
        assertThat(seeds.failures()).isEmpty();
        assertThat(seeds.different()).isEmpty();
        assertThat(Mishap.values()).allSatisfy(each -> assertThat(seeds.struck(each)).isPositive());
        assertThat(seeds.counts().of("outcome acks=ALL Delivered after 2 attempts")).isPositive();
    }

    @Test
    void aSeedReplaysBitByBit() {
        for (long seed = 1; seed <= 10; seed++) {
            // Given
            Plan plan = Plan.of(seed, OPERATIONS);

            // When
            Result first = Simulation.run(plan, false);
            Result again = Simulation.run(plan, true);

            // Then
            assertThat(again.marks()).as("seed %d", seed).isEqualTo(first.marks());
        }
    }

    @Test
    void anotherSeedIsAnotherHistory() {
        assertThat(Simulation.run(Plan.of(1, OPERATIONS), false).marks())
                .isNotEqualTo(Simulation.run(Plan.of(2, OPERATIONS), false).marks());
    }
}
