package io.qanat.client.internal.sink;

import static io.qanat.client.internal.sink.ScriptedSinks.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowTest {
    private static final long START = -5 * SECOND;

    private final Window window = new Window(START);

    @Test
    void countsFromItsBeginning() {
        // When
        window.add(10, START + SECOND);
        window.add(20, START + 2 * SECOND);
        // Then
        assertThat(window.rate(START + 10 * SECOND)).isEqualTo(3);
        assertThat(window.mean(START + 10 * SECOND)).isEqualTo(15);
    }

    @Test
    void takesASecondToHavePassed() {
        // When
        window.add(10, START);
        // Then
        assertThat(window.rate(START)).isEqualTo(10);
    }

    @Test
    void keepsTheSampleBeforeThePresentOne() {
        // When
        window.add(30, START + SECOND);
        // Then
        assertThat(window.rate(START + 45 * SECOND)).isEqualTo(30.0 / 45);
        assertThat(window.rate(START + 59 * SECOND)).isEqualTo(30.0 / 59);
    }

    @Test
    void forgetsWhatIsOlder() {
        // Given
        window.add(30, START + SECOND);
        // When
        window.add(6, START + 61 * SECOND);
        // Then
        assertThat(window.rate(START + 70 * SECOND)).isEqualTo(6.0 / 40);
        assertThat(window.mean(START + 70 * SECOND)).isEqualTo(6);
    }

    @Test
    void isEmptyAfterALongSilence() {
        // Given
        window.add(30, START + SECOND);
        // When / Then
        assertThat(window.rate(START + 1000 * SECOND)).isZero();
        assertThat(window.mean(START + 1000 * SECOND)).isNaN();
    }
}
