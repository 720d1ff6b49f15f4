package io.qanat.sim.run;

import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Timeline;
import io.qanat.sim.check.Checker;
import io.qanat.sim.cluster.BrokerHost;
import io.qanat.sim.history.Found;
import io.qanat.sim.history.History;
import io.qanat.sim.history.Sent;
import io.qanat.sim.net.Cable;
import io.qanat.sim.net.SimNetwork;
import io.qanat.sim.oracle.Violation;
import io.qanat.sim.producer.SimProducer;
import io.qanat.sim.time.Chance;
import io.qanat.sim.time.Scheduler;
import io.qanat.sim.time.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One run. Confined to one thread.
public final class Simulation {
    private static final String TOPIC = "orders";
    private static final int FILLER_BYTES_MAX = 300;
    private static final long EVENTS_MAX = 3_000_000;

    /// Two clocks may then differ by a little less than the hour that brokers put up with.
    private static final long JUMP_MILLIS_MAX = TimeUnit.MINUTES.toMillis(25);

    /// How long after the end of its time an outcome may come, when nothing stands still.
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long AFTERMATH_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Plan plan;
    private final Wiring wiring;
    private final Trace trace;
    private final Scheduler scheduler;
    private final Chance chance;
    private final SimNetwork network;
    private final BrokerHost broker;
    private final History history;
    private final Counts counts = new Counts();
    private final List<SimProducer> producers = new ArrayList<>();
    private final List<SimProducer> retired = new ArrayList<>();
    private final List<CompletableFuture<Void>> flushes = new ArrayList<>();
    private int producersMade;
    private long wallSkewMillis;
    private long stillNanos;
    private long ran;

    private Simulation(Plan plan, boolean isReadable, Wiring wiring) {
        this.plan = plan;
        this.wiring = wiring;
        trace = new Trace(isReadable);
        scheduler = new Scheduler(trace);
        chance = new Chance(~plan.seed());
        network = new SimNetwork(scheduler, chance);
        broker = new BrokerHost(scheduler, chance, counts::add, wiring.stand());
        history = new History(trace);
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
        Trace trace = simulation.trace;
        return new Result(
                plan, trace.hash(), trace.count(), simulation.counts, failure, trace.lines());
    }

    private void run() {
        broker.start();
        broker.create(TOPIC, plan.setting().partitions());
        broker.listen(network);
        for (int i = 0; i < plan.setting().producers(); i++) {
            producers.add(producer());
        }
        for (Operation operation : plan.operations()) {
            pass(operation.pauseNanos());
            counts.add("operation " + operation.kind());
            scheduler.note(operation.kind().name(), 0, 0);
            carryOut(operation.kind(), new Chance(operation.chance()));
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

    private SimProducer producer() {
        int number = producersMade++;
        return new SimProducer(
                scheduler,
                chance,
                network,
                plan.setting().producer(number),
                history,
                number,
                wiring.ports());
    }

    private void carryOut(OperationKind kind, Chance how) {
        int who = how.between(0, producers.size() - 1);
        switch (kind) {
            case SEND -> send(who, how, 0);
            case SEND_TIMED -> send(who, how, how.between(1_000_000L, 1_500_000_000L));
            case FLUSH -> flushes.add(producers.get(who).flush());
            case RESET -> reset(how, false);
            case LOSE_ANSWERS -> reset(how, true);
            case CALM -> network.clear();
            case SPLIT, DELAY, PARTITION -> weather(kind, how);
            case SLOW_BROKER -> broker.slowDown(how.between(10_000_000L, 3_000_000_000L));
            case KILL -> stop(false, how);
            case POWER_LOSS -> stop(true, how);
            case POWER_LOSS_IN_WRITE ->
                    broker.stopWithin(how.between(0, 12), () -> startLater(how));
            case LEADER_MOVE ->
                    broker.leadership()
                            .move(
                                    how.between(0, plan.setting().partitions() - 1),
                                    how.between(0, BrokerHost.NODES - 1));
            case CLOCK_JUMP -> jump(how);
            case STAND_STILL -> standStill(who, how);
            case CANCEL -> cancel(who);
        }
    }

    private void send(int who, Chance how, long timeoutNanos) {
        int asked = how.onceIn(4) ? -1 : how.between(0, plan.setting().partitions() - 1);
        long ownNanos = TimeUnit.MILLISECONDS.toNanos(plan.setting().deliveryMillis());
        Sent sent =
                history.sending(
                        TOPIC,
                        producersMade * 2 + who,
                        asked,
                        how.between(0, FILLER_BYTES_MAX),
                        scheduler.nanos() + (timeoutNanos == 0 ? ownNanos : timeoutNanos));
        producers.get(who).send(sent, wallSkewMillis, timeoutNanos);
    }

    private void reset(Chance how, boolean requestsArrive) {
        List<Cable> up = network.up();
        if (!up.isEmpty()) {
            up.get(how.between(0, up.size() - 1)).reset(requestsArrive);
            counts.add(requestsArrive ? "fired LOSE_ANSWERS" : "fired RESET");
        }
    }

    private void weather(OperationKind kind, Chance how) {
        int client = how.between(Math.max(0, producersMade - 2), producersMade - 1);
        var weather = network.weather(client, BrokerHost.port(how.between(0, 1)));
        switch (kind) {
            case SPLIT -> weather.cut(how.between(1, 200));
            case DELAY -> weather.delay(how.between(5_000_000L, 1_500_000_000L));
            default -> weather.block(scheduler.nanos() + how.between(10_000_000L, 6_000_000_000L));
        }
    }

    private void stop(boolean isPowerLoss, Chance how) {
        if (broker.isOn()) {
            counts.add(isPowerLoss ? "fired POWER_LOSS" : "fired KILL");
            broker.stop(isPowerLoss);
            startLater(how);
        }
    }

    private void startLater(Chance how) {
        scheduler.after(how.between(1_000_000L, 4_000_000_000L), broker::start);
    }

    private void jump(Chance how) {
        wallSkewMillis = how.between(-JUMP_MILLIS_MAX, JUMP_MILLIS_MAX);
        broker.jump(how.between(-JUMP_MILLIS_MAX, JUMP_MILLIS_MAX));
    }

    private void standStill(int who, Chance how) {
        long nanos = how.between(10_000_000L, 4_000_000_000L);
        stillNanos += nanos;
        producers.get(who).standStill(nanos);
    }

    private void cancel(int who) {
        producers.get(who).close();
        retired.add(producers.get(who));
        producers.set(who, producer());
    }

    /// Heals everything and waits for what is open.
    private void settle() {
        network.clear();
        broker.recover();
        producers.forEach(producer -> flushes.add(producer.flush()));
        long limit =
                scheduler.nanos()
                        + TimeUnit.MILLISECONDS.toNanos(plan.setting().deliveryMillis())
                        + stillNanos
                        + GRACE_NANOS;
        while (history.open() > 0 && scheduler.nanos() < limit) {
            pass(TimeUnit.MILLISECONDS.toNanos(50));
        }
        if (history.open() > 0) {
            throw new Violation(history.open() + " records never got an outcome");
        }
        pass(GRACE_NANOS + stillNanos);
        if (!flushes.stream().allMatch(CompletableFuture::isDone)) {
            throw new Violation("a flush never ended");
        }
        producers.forEach(SimProducer::close);
        // What is still on its way in the network arrives.
        pass(AFTERMATH_NANOS);
        broker.recover();
        pass(GRACE_NANOS);
    }

    private void judge() {
        for (Sent each : history.sent()) {
            counts.add("outcome " + name(each));
        }
        if (counts.of("produce answered CORRUPT_MESSAGE") > 0) {
            throw new Violation("corrupted: a broker got other bytes than were sent");
        }
        List<Found> found = history.found(broker.log(), TOPIC, plan.setting().partitions());
        found.forEach(each -> trace.note(each.offset(), "found", each.partition(), each.number()));
        new Checker(true, true).check(history.sent(), found);
        if (history.lateNanos() > GRACE_NANOS + stillNanos) {
            throw new Violation(
                    "late: an outcome came " + history.lateNanos() + " ns after its time");
        }
        retired.addAll(producers);
        for (SimProducer each : retired) {
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
