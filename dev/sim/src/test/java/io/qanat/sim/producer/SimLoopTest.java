package io.qanat.sim.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.internal.cluster.Core;
import io.qanat.sim.time.Chance;
import io.qanat.sim.time.Scheduler;
import io.qanat.sim.time.Trace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimLoopTest {
    private final Scheduler scheduler = new Scheduler(new Trace(false));
    private final SimLoop loop = new SimLoop(scheduler, new Chance(1));
    private final List<String> happened = new ArrayList<>();

    SimLoopTest() {
        loop.start(new Idle());
    }

    @Test
    void eventsKeepTheirOrderThoughTheProgramStandsStillLonger() {
        // Given
        loop.standStill(100);
        loop.deliver(() -> happened.add("first"));
        passTo(50);
        loop.standStill(100);
        loop.deliver(() -> happened.add("second"));
        // When
        passTo(149);
        List<String> before = List.copyOf(happened);
        passTo(1_000);
        // Then
        assertThat(before).isEmpty();
        assertThat(happened).containsExactly("first", "second");
    }

    @Test
    void whatAnEventLeadsToComesBehindThoseThatWait() {
        // Given
        loop.standStill(100);
        loop.deliver(() -> {
            happened.add("first");
            loop.deliver(() -> happened.add("third"));
        });
        loop.deliver(() -> happened.add("second"));
        // When
        passTo(1_000);
        // Then
        assertThat(happened).containsExactly("first", "second", "third");
    }

    private void passTo(long nanos) {
        while (scheduler.runNext(nanos)) {}
        scheduler.passTo(nanos);
    }

    /// A core that has nothing to do.
    private static final class Idle implements Core {
        @Override
        public void advance(long nowNanos) {}

        @Override
        public long nextDeadlineNanos(long nowNanos) {
            return Long.MAX_VALUE / 2;
        }

        @Override
        public void abort(Throwable cause) {}
    }
}
