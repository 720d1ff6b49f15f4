package io.qanat.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PaceTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void spreadsLinesEvenly() {
        var pace = Pace.perSecond(10, () -> 0);

        assertThat(pace.waitNanos(5 * SECOND)).isZero();
        assertThat(pace.waitNanos(5 * SECOND)).isEqualTo(SECOND / 10.0);
        assertThat(pace.waitNanos(5 * SECOND)).isEqualTo(SECOND / 5.0);
        assertThat(pace.waitNanos(5 * SECOND + SECOND / 5)).isEqualTo(SECOND / 10.0);
    }

    @Test
    void makesUpForASecondAtMost() {
        // Given
        var pace = Pace.perSecond(10, () -> 0);
        pace.waitNanos(0);

        // When: ten seconds in which no line came
        int lateCount = 0;
        while (pace.waitNanos(10 * SECOND) <= 0) {
            lateCount++;
        }

        // Then
        assertThat(lateCount).isEqualTo(11);
    }
}
