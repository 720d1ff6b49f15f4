package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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

    @Test
    void doesWhatItWasAskedToDoOnce() {
        var count = new AtomicInteger();
        signal.onRaise(count::incrementAndGet);

        signal.raise();
        signal.raise();

        assertThat(count).hasValue(1);
    }

    @Test
    void reactsAtOnceWhenItCameBefore() {
        var count = new AtomicInteger();
        signal.raise();

        signal.onRaise(count::incrementAndGet);

        assertThat(count).hasValue(1);
    }

    @Test
    void keepsAReasonOfOurOwn() {
        var reason = new CommandFailure(ExitCode.UNREACHABLE, "the folder is gone");

        signal.raise(reason);

        assertThatThrownBy(signal::verify).isSameAs(reason);
        assertThat(signal.isRaised()).isTrue();
    }
}
