package io.qanat.client.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.async.BufferTimeout.Due;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BufferTimeoutTest {
    private final BufferTimeout timeout =
            new BufferTimeout(Duration.ofSeconds(1), Duration.ofMillis(1));

    @Test
    void armsOnlyWhenTheBufferWasEmpty() {
        // Given
        timeout.markActivity(() -> 100);

        // When
        boolean isSooner = timeout.markActivity(() -> 200);

        // Then
        assertThat(isSooner).isFalse();
        assertThat(timeout.oldestNanos()).isEqualTo(100);
    }

    @Test
    void isDueWhenNothingCameForAQuantum() {
        // Given
        timeout.markActivity(() -> 0);

        // When
        Due before = timeout.look(millis(1) - 1, 1);
        Due after = timeout.look(millis(1), 1);

        // Then
        assertThat(before).isEqualTo(Due.NOTHING);
        assertThat(after).isEqualTo(Due.IDLE);
    }

    @Test
    void waitsForAnotherQuantumWhenSomethingCame() {
        // Given
        timeout.markActivity(() -> 0);

        // When
        Due due = timeout.look(millis(1), 2);

        // Then
        assertThat(due).isEqualTo(Due.NOTHING);
        assertThat(timeout.nextNanos()).isEqualTo(millis(2));
        assertThat(timeout.look(millis(2), 2)).isEqualTo(Due.IDLE);
    }

    @Test
    void isDueWhenTheOldestIsTooOldAlthoughRecordsKeepComing() {
        // Given
        timeout.markActivity(() -> 0);
        int size = 1;
        for (int milli = 1; milli < 1000; milli++) {
            assertThat(timeout.look(millis(milli), ++size)).isEqualTo(Due.NOTHING);
        }

        // When
        Due due = timeout.look(millis(1000), ++size);

        // Then
        assertThat(due).isEqualTo(Due.AGE);
    }

    @Test
    void wakesTheMonitorOnlyForSomethingSooner() {
        // Given
        boolean isFirstSooner = timeout.markActivity(() -> 0);
        timeout.look(0, 1);

        // When
        timeout.disarm();
        boolean isSecondSooner = timeout.markActivity(() -> 500);

        // Then
        assertThat(isFirstSooner).isTrue();
        assertThat(isSecondSooner).isFalse();
    }

    @Test
    void wakesAMonitorThatFoundNothing() {
        // Given
        timeout.markActivity(() -> 0);
        timeout.look(0, 1);
        timeout.disarm();
        timeout.look(millis(1), 0);

        // When
        boolean isSooner = timeout.markActivity(() -> millis(5));

        // Then
        assertThat(isSooner).isTrue();
    }

    private static long millis(int count) {
        return TimeUnit.MILLISECONDS.toNanos(count);
    }
}
