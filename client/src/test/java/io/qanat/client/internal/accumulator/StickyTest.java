package io.qanat.client.internal.accumulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StickyTest {
    private static final long SEED = 5;

    private final Sticky sticky = new Sticky(new Random(SEED));

    @Test
    void staysUntilTheRunEnds() {
        // Given
        sticky.choose(new int[] {0, 1, 2});
        int first = sticky.current();

        // When
        sticky.advance(first);

        // Then
        assertThat(sticky.current()).isNotEqualTo(first);
    }

    @Test
    void ignoresTheEndOfARunThatEndedBefore() {
        // Given
        sticky.choose(new int[] {0, 1, 2});
        int first = sticky.current();
        sticky.advance(first);
        int second = sticky.current();

        // When
        sticky.advance(first);

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
            sticky.advance(sticky.current());
        }

        // Then
        assertThat(Arrays.stream(runs))
                .as("seed %d", SEED)
                .allMatch(count -> count > 9_000 && count < 11_000);
    }
}
