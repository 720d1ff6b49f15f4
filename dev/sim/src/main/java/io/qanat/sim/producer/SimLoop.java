package io.qanat.sim.producer;

import io.qanat.client.internal.cluster.Core;
import io.qanat.client.internal.sink.Compressor;
import io.qanat.client.internal.sink.Outlets;
import io.qanat.sim.net.Host;
import io.qanat.sim.time.Chance;
import io.qanat.sim.time.Scheduler;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What stands for a client's loop, its workers and its callbacks' threads. Confined to the run's
/// thread.
///
/// While the program stands still, its events wait.
public final class SimLoop implements Host {
    private static final long TURN_NANOS = 1_000;
    private static final long WORK_NANOS_MAX = 500_000;
    private static final long CALLBACK_NANOS_MAX = 100_000;

    private final Scheduler scheduler;
    private final Chance chance;
    private @Nullable Core core;
    private final ArrayDeque<Runnable> deferred = new ArrayDeque<>();
    private boolean isTurnDue;
    private boolean hasEnded;
    private long wakeNanos = Long.MAX_VALUE;
    private long stillUntilNanos;

    /// Drives nothing yet.
    public SimLoop(Scheduler scheduler, Chance chance) {
        this.scheduler = scheduler;
        this.chance = chance;
    }

    /// Drives a core from now on.
    public void start(Core driven) {
        core = driven;
        ring();
    }

    /// Lets the program stand still.
    public void standStill(long nanos) {
        stillUntilNanos = Math.max(stillUntilNanos, scheduler.nanos() + nanos);
    }

    /// Has the core advance soon.
    public void ring() {
        if (!isTurnDue && !hasEnded) {
            isTurnDue = true;
            scheduler.after(TURN_NANOS, this::turn);
        }
    }

    /// Ends the loop and aborts its core.
    public void stop(Throwable cause) {
        if (!hasEnded) {
            hasEnded = true;
            Objects.requireNonNull(core).abort(cause);
        }
    }

    @Override
    public void deliver(Runnable event) {
        if (!isStill() && deferred.isEmpty()) {
            event.run();
            ring();
            return;
        }
        deferred.addLast(event);
        if (deferred.size() == 1) {
            scheduler.at(stillUntilNanos, this::resume);
        }
    }

    private boolean isStill() {
        return scheduler.nanos() < stillUntilNanos;
    }

    /// Catches up, in the order in which the events came.
    private void resume() {
        while (!isStill() && !deferred.isEmpty()) {
            // It stays in line while it runs: what it leads to comes behind all others.
            deferred.getFirst().run();
            deferred.removeFirst();
        }
        if (!deferred.isEmpty()) {
            scheduler.at(stillUntilNanos, this::resume);
        }
        ring();
    }

    /// Where the core's work and callbacks go.
    public Outlets outlets() {
        return new Outlets(
                task -> scheduler.after(chance.between(0, CALLBACK_NANOS_MAX), task), this::work);
    }

    private void work(Runnable work, Compressor.Done onDone) {
        scheduler.after(
                chance.between(0, WORK_NANOS_MAX),
                () -> {
                    RuntimeException failure = null;
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        failure = e;
                    }
                    RuntimeException result = failure;
                    deliver(() -> onDone.done(result, scheduler.nanos()));
                });
    }

    private void turn() {
        if (isStill()) {
            scheduler.at(stillUntilNanos, this::turn);
            return;
        }
        isTurnDue = false;
        if (hasEnded) {
            return;
        }
        Core driven = Objects.requireNonNull(core);
        long now = scheduler.nanos();
        driven.advance(now);
        long next = driven.nextDeadlineNanos(now);
        if (next - now <= 0) {
            ring();
        } else if (next < wakeNanos || wakeNanos <= now) {
            wakeNanos = next;
            scheduler.at(next, () -> wake(next));
        }
    }

    private void wake(long nanos) {
        if (wakeNanos == nanos) {
            wakeNanos = Long.MAX_VALUE;
            ring();
        }
    }
}
