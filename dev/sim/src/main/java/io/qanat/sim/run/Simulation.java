package io.qanat.sim.run;

import io.qanat.broker.topics.NewTopic;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Timeline;
import io.qanat.sim.check.Checker;
import io.qanat.sim.history.Found;
import io.qanat.sim.history.History;
import io.qanat.sim.history.Sent;
import io.qanat.sim.oracle.Violation;
import io.qanat.sim.producer.SimProducer;
import io.qanat.sim.time.Chance;
import io.qanat.sim.time.Scheduler;
import io.qanat.sim.time.Trace;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One run. Confined to one thread.
public final class Simulation {
    private static final long EVENTS_MAX = 3_000_000;

    /// How long after the end of its time an outcome may come, when nothing stands still.
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long AFTERMATH_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Plan plan;
    private final Trace trace;
    private final Counts counts = new Counts();
    private final Stage stage;
    private final Scheduler scheduler;
    private final History history;
    private long digest;
    private long ran;

    private Simulation(Plan plan, boolean isReadable, Wiring wiring) {
        this.plan = plan;
        trace = new Trace(isReadable);
        stage = new Stage(plan, wiring, trace, counts);
        scheduler = stage.scheduler();
        history = stage.history();
    }

    /// Carries a plan out and judges what came of it.
    ///
    /// @param isReadable whether the trace is wanted as text
    public static Result run(Plan plan, boolean isReadable) {
        return run(plan, isReadable, Wiring.DIRECT);
    }

    /// Carries a plan out with something between the shipped parts.
    public static Result run(Plan plan, boolean isReadable, Wiring wiring) {
        var simulation = new Simulation(plan, isReadable, wiring);
        Throwable failure = null;
        try {
            simulation.run();
        } catch (RuntimeException | Error e) {
            // Whatever a core throws is a finding, with the plan that led to it.
            failure = e;
        }
        return simulation.result(failure);
    }

    private Result result(@Nullable Throwable failure) {
        return new Result(
                plan,
                new Result.Marks(trace.hash(), digest, trace.count()),
                counts,
                stage.mishaps().counts(),
                failure,
                trace.lines());
    }

    private void run() {
        stage.open();
        for (Operation operation : plan.operations()) {
            pass(operation.pauseNanos());
            counts.add("operation " + operation.kind());
            scheduler.note(operation.kind().name(), 0, 0);
            stage.carryOut(operation.kind(), new Chance(operation.chance()));
        }
        settle();
        judge();
    }

    private void pass(long nanos) {
        long until = scheduler.nanos() + nanos;
        while (scheduler.runNext(until)) {
            if (++ran > EVENTS_MAX) {
                throw new Violation("no rest after " + EVENTS_MAX + " events");
            }
        }
        scheduler.passTo(until);
    }

    /// Heals everything and waits for what is open.
    private void settle() {
        stage.heal();
        long limit =
                scheduler.nanos()
                        + TimeUnit.MILLISECONDS.toNanos(plan.setting().deliveryMillisMax())
                        + stage.stillNanos()
                        + GRACE_NANOS;
        while (history.open() > 0 && scheduler.nanos() < limit) {
            pass(TimeUnit.MILLISECONDS.toNanos(50));
        }
        if (history.open() > 0) {
            throw new Violation(history.open() + " records never got an outcome");
        }
        pass(GRACE_NANOS + stage.stillNanos());
        if (!stage.isFlushed()) {
            throw new Violation("a flush never ended");
        }
        if (!stage.unflushed().isEmpty()) {
            throw new Violation("a flush ended before the outcome of " + stage.unflushed());
        }
        stage.closeAll();
        // What is still on its way in the network arrives.
        pass(AFTERMATH_NANOS);
        stage.broker().recover();
        pass(GRACE_NANOS);
    }

    private void judge() {
        for (Sent each : history.sent()) {
            counts.add("outcome acks=" + each.sender().acks() + " " + name(each));
        }
        if (counts.of("produce answered CORRUPT_MESSAGE") > 0) {
            throw new Violation("corrupted: a broker got other bytes than were sent");
        }
        var found = new ArrayList<Found>();
        for (NewTopic topic : plan.setting().topics()) {
            found.addAll(history.found(stage.broker().log(), topic.name(), topic.partitions()));
        }
        found.forEach(each -> trace.note(each.offset(), "found", each.partition(), each.number()));
        digest = history.digest(found);
        new Checker(stage.mishaps()).check(history.sent(), found);
        if (history.lateNanos() > GRACE_NANOS + stage.stillNanos()) {
            throw new Violation(
                    "late: an outcome came " + history.lateNanos() + " ns after its time");
        }
        for (SimProducer each : stage.retired()) {
            if (!each.leak().isEmpty()) {
                throw new Violation("a closed producer holds " + each.leak());
            }
        }
    }

    private static String name(Sent sent) {
        return switch (sent.outcome()) {
            case null -> "none";
            case Outcome.Delivered delivered -> "Delivered" + attempts(delivered.timeline());
            case Outcome.NotPersisted not ->
                    "NotPersisted " + not.cause().getClass().getSimpleName();
            case Outcome.PossiblyPersisted possibly ->
                    "PossiblyPersisted "
                            + possibly.cause().getClass().getSimpleName()
                            + attempts(possibly.timeline());
        };
    }

    private static String attempts(Timeline timeline) {
        int count = timeline.attemptCount();
        return " after " + (count > 3 ? "more than 3" : String.valueOf(count)) + " attempts";
    }
}
