package io.qanat.client.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StickyTest {
    private static final long SEED = 5;

    private final Sticky sticky = new Sticky(new Random(SEED), false);

    @Test
    void staysUntilTheRunEnds() {
        // Given
        sticky.choose(new int[] {0, 1, 2});
        int first = sticky.current();

        // When
        sticky.advance(first, partition -> 0);

        // Then
        assertThat(sticky.current()).isNotEqualTo(first);
    }

    @Test
    void ignoresTheEndOfARunThatEndedBefore() {
        // Given
        sticky.choose(new int[] {0, 1, 2});
        int first = sticky.current();
        sticky.advance(first, partition -> 0);
        int second = sticky.current();

        // When
        sticky.advance(first, partition -> 0);

        // Then
        assertThat(sticky.current()).isEqualTo(second);
    }

    @Test
    void leavesAPartitionThatIsNotAvailable() {
        // Given
        sticky.choose(new int[] {0});

        // When
        sticky.choose(new int[] {4});

        // Then
        assertThat(sticky.current()).isEqualTo(4);
    }

    @Test
    void spreadsRunsEvenly() {
        // Given
        sticky.choose(new int[] {0, 1, 2, 3});
        int[] runs = new int[4];

        // When
        for (int i = 0; i < 40_000; i++) {
            runs[sticky.current()]++;
            sticky.advance(sticky.current(), partition -> 0);
        }

        // Then
        assertThat(Arrays.stream(runs))
                .as("seed %d", SEED)
                .allMatch(count -> count > 9_000 && count < 11_000);
    }

    @Test
    void spreadsRunsEvenlyWhileQueuesAreEqual() {
        // Given
        var adaptive = new Sticky(new Random(SEED), true);
        adaptive.choose(new int[] {0, 1, 2, 3});

        // When
        int[] runs = runs(adaptive, new int[] {3, 3, 3, 3}, 40_000);

        // Then
        assertThat(Arrays.stream(runs))
                .as("seed %d", SEED)
                .allMatch(count -> count > 9_000 && count < 11_000);
    }

    @Test
    void givesLongQueuesLessByTheRuleOfKip794() {
        // Given: the longest queue has 5, so the chances are 6, 3, 1 and 5 of 15
        var adaptive = new Sticky(new Random(SEED), true);
        adaptive.choose(new int[] {0, 1, 2, 3});

        // When
        int[] runs = runs(adaptive, new int[] {0, 3, 5, 1}, 150_000);

        // Then
        assertThat(runs[0]).as("seed %d", SEED).isBetween(58_000, 62_000);
        assertThat(runs[1]).as("seed %d", SEED).isBetween(28_500, 31_500);
        assertThat(runs[2]).as("seed %d", SEED).isBetween(9_300, 10_700);
        assertThat(runs[3]).as("seed %d", SEED).isBetween(48_000, 52_000);
    }

    @Test
    void reachesEveryOneOfManyPartitions() {
        // Given
        var adaptive = new Sticky(new Random(SEED), true);
        int count = 3 * Sticky.CANDIDATES_MAX;
        adaptive.choose(IntStream.range(0, count).toArray());
        int[] queues = IntStream.range(0, count).map(partition -> partition % 2).toArray();

        // When: the chances are 2 and 1
        int[] runs = runs(adaptive, queues, 288_000);

        // Then
        for (int partition = 0; partition < count; partition++) {
            assertThat(runs[partition])
                    .as("seed %d, partition %d", SEED, partition)
                    .isBetween(
                            partition % 2 == 0 ? 1_700 : 800, partition % 2 == 0 ? 2_300 : 1_200);
        }
    }

    private static int[] runs(Sticky sticky, int[] queues, int count) {
        int[] runs = new int[queues.length];
        for (int i = 0; i < count; i++) {
            runs[sticky.current()]++;
            sticky.advance(sticky.current(), partition -> queues[partition]);
        }
        return runs;
    }
}
