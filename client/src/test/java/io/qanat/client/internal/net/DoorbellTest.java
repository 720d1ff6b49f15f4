package io.qanat.client.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DoorbellTest {
    private int wakes;
    private final Doorbell doorbell = new Doorbell(() -> wakes++);

    @Test
    void wakesASleeperOnce() {
        // Given
        doorbell.wakeUp();
        boolean sleeps = doorbell.fallAsleep();

        // When
        doorbell.ring();
        doorbell.ring();

        // Then
        assertThat(sleeps).isTrue();
        assertThat(wakes).isEqualTo(1);
    }

    @Test
    void doesNotWakeWhoIsAwake() {
        // Given
        doorbell.wakeUp();

        // When
        doorbell.ring();

        // Then
        assertThat(wakes).isZero();
    }

    @Test
    void keepsAwakeWhoWasRungSinceWakingUp() {
        // Given
        doorbell.wakeUp();
        doorbell.ring();

        // When
        boolean sleeps = doorbell.fallAsleep();

        // Then
        assertThat(sleeps).isFalse();
    }

    @Test
    void sleepsAgainAfterTheNextWakingUp() {
        // Given
        doorbell.ring();
        doorbell.wakeUp();

        // When
        boolean sleeps = doorbell.fallAsleep();

        // Then
        assertThat(sleeps).isTrue();
    }
}
