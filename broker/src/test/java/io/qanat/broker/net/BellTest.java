package io.qanat.broker.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BellTest {
    private static final long A_LONG_TIME_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Bell bell = new Bell();

    @Test
    void endsTheNextWaitWhenItRangBefore() throws Exception {
        // Given
        bell.ring();

        // Then
        assertThat(bell.await(A_LONG_TIME_NANOS)).isTrue();
        assertThat(bell.await(0)).isFalse();
    }

    @Test
    void endsTheWaitThatRuns() throws Exception {
        // Given
        Thread ringer = Thread.ofVirtual().unstarted(bell::ring);

        // When
        ringer.start();

        // Then
        assertThat(bell.await(A_LONG_TIME_NANOS)).isTrue();
    }

    @Test
    void hasNobodyWaitOnceItIsSilenced() throws Exception {
        // Given
        bell.ring();
        bell.silenceForGood();

        // Then
        assertThat(bell.await(A_LONG_TIME_NANOS)).isFalse();
        assertThat(bell.await(A_LONG_TIME_NANOS)).isFalse();
    }

    @Test
    void doesNotWaitForNoTime() throws Exception {
        assertThat(bell.await(-5)).isFalse();
    }
}
