package io.qanat.sim.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class TransactionSeedsTest {
    private static final int SEEDS = 200;

    @Test
    void whatReadersSeeIsWhatProgramsWereTold() {
        // Given
        long first = System.nanoTime();

        // When
        var failures =
                LongStream.range(first, first + SEEDS)
                        .mapToObj(seed -> TransactionSeeds.run(seed, Habit.HONEST))
                        .filter(result -> !result.violations().isEmpty())
                        .toList();

        // Then
        assertThat(failures).as("seeds from %d on", first).isEmpty();
    }

    @Test
    void aRunFollowsFromItsSeed() {
        // When
        var once = TransactionSeeds.run(7, Habit.HONEST);
        var again = TransactionSeeds.run(7, Habit.HONEST);

        // Then
        assertThat(again).isEqualTo(once);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "HONEST")
    void aPlantedBugIsFound(Habit habit) {
        // When
        boolean isFound =
                LongStream.range(0, SEEDS)
                        .mapToObj(seed -> TransactionSeeds.run(seed, habit))
                        .anyMatch(result -> !result.violations().isEmpty());

        // Then
        assertThat(isFound).isTrue();
    }
}
