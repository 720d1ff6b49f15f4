package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class StopSignalTest {
    private final StopSignal signal = new StopSignal();

    @Test
    void interruptsASection() {
        // Given
        Thread.ofVirtual().start(signal::raise);

        // When
        signal.stoppable(() -> new CountDownLatch(1).await());

        // Then
        assertThat(signal.isRaised()).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void startsNoSectionWhenItCameBefore() {
        var hasRun = new AtomicBoolean();
        signal.raise();

        signal.stoppable(() -> hasRun.set(true));

        assertThat(hasRun).isFalse();
    }

    @Test
    void leavesAThreadOutsideASectionAlone() {
        signal.stoppable(() -> {});

        signal.raise();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
