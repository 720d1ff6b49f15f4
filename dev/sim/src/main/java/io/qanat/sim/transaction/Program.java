package io.qanat.sim.transaction;

import io.qanat.client.ClientClosedException;
import io.qanat.client.FencedException;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.accumulator.EncodedRecord;
import io.qanat.client.internal.sink.ProducerCore;
import io.qanat.client.internal.sink.Shell;
import io.qanat.client.internal.transaction.CommitResult;
import io.qanat.client.producer.GroupMember;
import io.qanat.client.producer.GroupOffset;
import io.qanat.record.ChunkPool;
import io.qanat.sim.producer.SimLoop;
import io.qanat.sim.transaction.Script.Deed;
import io.qanat.sim.transaction.Script.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An application that does one transaction after the other with a producer as it is shipped.
/// Confined to the run's thread.
final class Program {
    private static final int CHUNK_BYTES = 1024;
    private static final long STEP_NANOS = 10_000;
    private static final Duration BEGIN_LIMIT = Duration.ofSeconds(60);

    private final Stage stage;
    private final Habit habit;
    private final SimLoop loop;
    private final ProducerCore core;
    private final ArrayDeque<Deed> deeds;
    private final ArrayDeque<Step> steps = new ArrayDeque<>();
    private @Nullable Deed deed;
    private Ledger.@Nullable Entry entry;
    private boolean isOver;
    private boolean stoodStill;

    /// Whether its next end is to be changed into an abort on its way.
    private boolean isAborting;

    Program(Stage stage, int number, ArrayDeque<Deed> deeds, Habit habit) {
        this.stage = stage;
        this.deeds = deeds;
        this.habit = habit;
        this.loop = new SimLoop(stage.scheduler(), stage.chance());
        var shell =
                new Shell(
                        stage.network().of(number, loop),
                        stage.scheduler()::nanos,
                        loop::ring,
                        stage.chance().source());
        this.core =
                ProducerCore.of(
                        stage.config(), ChunkPool.checked(CHUNK_BYTES, 64), shell, loop.outlets());
        loop.start(core.sinks());
    }

    void start() {
        later(this::next);
    }

    boolean isOver() {
        return isOver;
    }

    boolean isAborting() {
        return isAborting;
    }

    /// Stands still; what waits for it is late by that.
    void standStill(long nanos) {
        stoodStill = true;
        loop.standStill(nanos);
    }

    /// Is killed.
    void stop() {
        isOver = true;
        loop.stop(new ClientClosedException("killed"));
    }

    private void next() {
        if (isOver) {
            return;
        }
        if (deeds.isEmpty()) {
            stop();
            return;
        }
        ask(
                BEGIN_LIMIT,
                (CompletableFuture<Void> done) ->
                        core.sinks()
                                .transact((tx, nowNanos) -> tx.begin(BEGIN_LIMIT, done, nowNanos)),
                (nothing, failure) -> begun(failure));
    }

    private void begun(@Nullable Throwable failure) {
        if (isOver) {
            return;
        }
        if (failure instanceof FencedException) {
            stage.fenced(this);
        } else if (failure == null) {
            deed = deeds.pollFirst();
            if (deed == null) {
                stop();
                return;
            }
            entry = stage.ledger().begin();
            steps.addAll(deed.steps());
            later(this::step);
        } else {
            later(this::next);
        }
    }

    private void step() {
        if (isOver) {
            return;
        }
        Step step = steps.pollFirst();
        switch (step) {
            case null -> end();
            case Step.Send(int partition) -> {
                send(partition);
                later(this::step);
            }
            case Step.Offsets offsets -> {
                sendOffsets();
                later(this::step);
            }
            case Step.Pause(long nanos) -> later(nanos, this::step);
        }
    }

    private void send(int partition) {
        Ledger.Sent sent = entry().send(partition);
        byte[] value = sent.value().getBytes(StandardCharsets.UTF_8);
        core.accumulator()
                .topic(Verdict.TOPIC)
                .append(new EncodedRecord(0, null, value, List.of(), outcome -> {}), partition);
    }

    private void sendOffsets() {
        if (entry().hasOffsets()) {
            return;
        }
        entry().sendOffsets();
        long number = entry().number();
        loop.deliver(() ->
                core.sinks()
                        .transact((tx, nowNanos) ->
                                tx.offsets(
                                        GroupMember.none(Verdict.GROUP),
                                        Map.of(
                                                new TopicPartition(Verdict.TOPIC, 0),
                                                GroupOffset.of(number)),
                                        nowNanos)));
    }

    private void end() {
        Deed ending = Objects.requireNonNull(deed);
        Duration limit = Duration.ofNanos(ending.limitNanos());
        if (ending.commits()) {
            entry().told(Ledger.Fate.UNKNOWN);
            ask(
                    limit,
                    (CompletableFuture<CommitResult> done) ->
                            core.sinks()
                                    .transact((tx, nowNanos) -> tx.commit(limit, done, nowNanos)),
                    (result, failure) -> committed(result));
        } else {
            entry().told(Ledger.Fate.NOT_COMMITTED);
            ask(
                    limit,
                    (CompletableFuture<Void> done) ->
                            core.sinks()
                                    .transact((tx, nowNanos) -> tx.abort(limit, done, nowNanos)),
                    (nothing, failure) -> later(this::next));
        }
    }

    private void committed(CommitResult result) {
        switch (result) {
            case CommitResult.Committed committed -> {
                entry().told(isAborting ? Ledger.Fate.NOT_COMMITTED : Ledger.Fate.COMMITTED);
                isAborting = false;
                later(this::next);
            }
            case CommitResult.NotCommitted refused -> {
                entry().told(Ledger.Fate.NOT_COMMITTED);
                isAborting = false;
                later(this::next);
            }
            case CommitResult.Unknown unknown when unknown.cause() instanceof FencedException ->
                    later(this::next);
            case CommitResult.Unknown unknown -> undecided();
        }
    }

    private void undecided() {
        stage.unknown();
        if (isOver) {
            return;
        }
        isAborting |= habit == Habit.ABORTS_UNKNOWN_COMMITS;
        if (stage.chance().onceIn(2) || isAborting) {
            Duration limit = Duration.ofNanos(stage.chance().between(1L, 60_000_000_000L));
            ask(
                    limit,
                    (CompletableFuture<CommitResult> done) ->
                            core.sinks()
                                    .transact((tx, nowNanos) ->
                                            tx.commitAgain(limit, done, nowNanos)),
                    (result, failure) -> committed(result));
        } else {
            initialize();
        }
    }

    private void initialize() {
        ask(
                BEGIN_LIMIT,
                (CompletableFuture<Void> done) ->
                        core.sinks()
                                .transact((tx, nowNanos) ->
                                        tx.initialize(BEGIN_LIMIT, done, nowNanos)),
                (nothing, failure) -> {
                    if (isOver) {
                        // Killed: whatever it asks for is refused at once.
                        return;
                    }
                    if (failure == null || failure instanceof FencedException) {
                        later(this::next);
                    } else {
                        later(this::initialize);
                    }
                });
    }

    /// Has the core do something, and goes on with what came of it.
    private <T> void ask(
            Duration limit, Consumer<CompletableFuture<T>> order, BiConsumer<T, Throwable> told) {
        long dueNanos = stage.scheduler().nanos() + limit.toNanos();
        var done = new CompletableFuture<T>();
        CompletableFuture<T> unused =
                done.whenComplete((result, failure) -> {
                    if (!stoodStill) {
                        stage.ledger().late(stage.scheduler().nanos() - dueNanos);
                    }
                    stage.scheduler().after(1, () -> told.accept(result, failure));
                });
        loop.deliver(() -> order.accept(done));
    }

    private Ledger.Entry entry() {
        return Objects.requireNonNull(entry);
    }

    private void later(Runnable step) {
        later(stage.chance().between(1, STEP_NANOS), step);
    }

    /// While the program stands still, it waits.
    private void later(long nanos, Runnable step) {
        stage.scheduler().after(nanos, () -> loop.deliver(step));
    }
}
