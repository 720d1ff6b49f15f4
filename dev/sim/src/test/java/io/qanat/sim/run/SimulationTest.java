package io.qanat.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final int OPERATIONS = 1_000;

    @Test
    void aHundredSeedsAreClean() throws Exception {
        // Given
        var seeds = new SeedBatch(1, 100, OPERATIONS);

        // When
        seeds.run(Runtime.getRuntime().availableProcessors(), false);

        // Then
        assertThat(seeds.failures()).isEmpty();
        assertThat(seeds.counts().of("operation POWER_LOSS_IN_WRITE")).isPositive();
        assertThat(seeds.counts().of("outcome Delivered after 2 attempts")).isPositive();
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
            assertThat(again.trace()).as("seed %d", seed).isEqualTo(first.trace());
            assertThat(again.events()).isEqualTo(first.events());
        }
    }

    @Test
    void anotherSeedIsAnotherHistory() {
        assertThat(Simulation.run(Plan.of(1, OPERATIONS), false).trace())
                .isNotEqualTo(Simulation.run(Plan.of(2, OPERATIONS), false).trace());
    }
}
