package io.qanat.client.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackTimesTest {
    private final CallbackTimes times = new CallbackTimes();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 8, 9, 15, 16, 17, 1_000, 123_456_789, Long.MAX_VALUE / 3})
    void isAtMostAnEighthTooHigh(long nanos) {
        // When
        times.add(nanos);

        // Then
        long told = times.percentile(99).toNanos();
        assertThat(told).isGreaterThanOrEqualTo(nanos).isLessThanOrEqualTo(nanos + nanos / 8);
    }

    @Test
    void tellsTheTimeOfTheNinetyNinthOfAHundred() {
        // Given
        for (int i = 0; i < 99; i++) {
            times.add(1_000);
        }

        // When
        times.add(1_000_000);

        // Then
        assertThat(times.percentile(99)).isLessThan(Duration.ofNanos(1_200));
        assertThat(times.percentile(100)).isGreaterThanOrEqualTo(Duration.ofMillis(1));
    }

    @Test
    void isZeroWhenNothingWasCounted() {
        assertThat(times.percentile(99)).isZero();
    }
}
