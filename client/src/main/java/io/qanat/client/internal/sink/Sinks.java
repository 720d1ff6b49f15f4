package io.qanat.client.internal.sink;

import io.qanat.client.ClientClosedException;
import io.qanat.client.ClientException;
import io.qanat.client.PurgedException;
import io.qanat.client.SerializationException;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.accumulator.Accumulator;
import io.qanat.client.internal.accumulator.Batch;
import io.qanat.client.internal.cluster.Cluster;
import io.qanat.client.internal.cluster.Core;
import io.qanat.client.internal.cluster.PartitionMetadata;
import io.qanat.client.internal.cluster.TopicMetadata;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.client.internal.idempotence.Idempotence;
import io.qanat.client.internal.transaction.Cargo;
import io.qanat.client.internal.transaction.Transactions;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.Purge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The core of a producer: takes batches from the accumulator and sees to it that each gets its
/// outcome. Confined to the client's loop.
public final class Sinks implements Core, LaneEvents {
    /// How long callers who wait for room may wait for an eighth of the budget.
    private static final long NUDGE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final ProducerConfig config;
    private final Cluster cluster;
    private final Accumulator accumulator;
    private final Completions completions;
    private final Lanes lanes;
    private final Delivery delivery;
    private final Meters meters;
    private final Idempotence idempotence;
    private final AwaitedTopics topics;
    private final TopicQuestions questions;
    private final Flushes flushes;
    private final Stalls stalls;

    /// Null for a producer without them.
    private final @Nullable Transactions transactions;

    private final Map<Integer, Sink> sinks = new HashMap<>();
    private final Set<Lane> leaderless = new LinkedHashSet<>();
    private final Set<Lane> unidentified = new LinkedHashSet<>();
    private final List<Order> orders = new ArrayList<>();
    private final CompletableFuture<Void> aborted = new CompletableFuture<>();
    private boolean isAborted;
    private int metadataGeneration;
    private int identityGeneration;
    private boolean hasCallersInLine;

    /// When it advanced last.
    private long lastNanos;

    public Sinks(
            ProducerConfig config,
            Cluster cluster,
            Accumulator accumulator,
            Outlets outlets,
            Backoff retryBackoff,
            long nowNanos) {
        this.meters = new Meters(nowNanos);
        this.completions =
                new Completions(outlets.completionExecutor(), new CallbackWatch(meters, nowNanos));
        this.config = config;
        this.cluster = cluster;
        this.accumulator = accumulator;
        this.idempotence = new Idempotence(config, retryBackoff);
        this.lanes = new Lanes(config, completions, outlets.compressor(), this, idempotence);
        this.delivery =
                new Delivery(config, cluster.metadata(), retryBackoff, lanes, idempotence, meters);
        this.topics =
                new AwaitedTopics(
                        accumulator,
                        cluster.metadata(),
                        completions.newQueue(),
                        outlets.partitionerExecutor(),
                        meters);
        this.questions = new TopicQuestions(cluster.metadata());
        this.flushes = new Flushes(lanes.incomplete(), completions);
        this.stalls = new Stalls(config.partitioning().availabilityTimeout(), config.linger());
        this.transactions =
                config.isTransactional()
                        ? new Transactions(config, cluster, idempotence, new Load(), retryBackoff)
                        : null;
    }

    /// What a caller wants, taken up when the loop advances.
    @FunctionalInterface
    private interface Order {
        void take(long nowNanos);
    }

    /// What a caller wants of the producer's transactions.
    @FunctionalInterface
    public interface TransactionOrder {
        /// Says it.
        void take(Transactions transactions, long nowNanos);
    }

    /// All records of this producer.
    private final class Load implements Cargo {
        @Override
        public boolean isEmpty() {
            return lanes.incomplete().isEmpty() && topics.awaited().isEmpty();
        }

        @Override
        public boolean isAnyOut() {
            return lanes.isAnyOut();
        }

        @Override
        public void hurry(long nowNanos) {
            lanes.hurry(nowNanos);
        }

        @Override
        public void giveUp(ClientException cause, long nowNanos) {
            topics.giveUpAll(cause, nowNanos);
            delivery.giveUp(shipment -> !shipment.batch().isOut(), cause, nowNanos);
        }

        @Override
        public void renew(long nowNanos) {
            delivery.renew(nowNanos);
        }
    }

    /// Has something done with the producer's transactions, which it must have.
    public void transact(TransactionOrder order) {
        Transactions known = Objects.requireNonNull(transactions);
        if (isAborted) {
            order.take(known, lastNanos);
        } else {
            orders.add(nowNanos -> order.take(known, nowNanos));
        }
    }

    /// Runs a task when all callbacks that wait by now have been called.
    public void afterCallbacks(Runnable task) {
        completions.afterAll(task);
    }

    /// Completes `done` when every record sent so far has its outcome and its callback was called.
    public void flush(CompletableFuture<Void> done) {
        flush(Optional.empty(), done);
    }

    /// Completes `done` when every record sent to a topic so far has its outcome and its callback
    /// was called.
    ///
    /// @param topic empty for all
    public void flush(Optional<String> topic, CompletableFuture<Void> done) {
        if (isAborted) {
            // Nothing advances any more, but callbacks may still be called.
            completions.afterAll(() -> done.complete(null));
        } else {
            orders.add(nowNanos -> flushes.add(topic, done, topics.awaited()));
        }
    }

    /// Completes `answer` when the partitions of a topic are known or will never be, on the loop.
    public void ask(String topic, CompletableFuture<TopicMetadata> answer) {
        if (isAborted) {
            answer.completeExceptionally(
                    new ClientClosedException("finding " + topic + ": the producer is closed"));
        } else {
            orders.add(nowNanos -> questions.ask(topic, answer, nowNanos));
        }
    }

    /// Sees to it that the cluster is looked for if there is no connection.
    public void probe() {
        if (!isAborted) {
            orders.add(this::probe);
        }
    }

    private void probe(long nowNanos) {
        if (!cluster.isConnected()) {
            cluster.metadata().refresh(nowNanos);
        }
    }

    /// Lets nothing of a topic linger that was sent so far.
    public void hurry(String topic) {
        if (isAborted) {
            return;
        }
        orders.add(nowNanos -> {
            if (topics.awaited().isEmpty()) {
                lanes.hurry(topic, nowNanos);
            } else {
                // What waits for its topic's partitions is to be hurried when it has them.
                flushes.add(Optional.of(topic), new CompletableFuture<>(), topics.awaited());
            }
        });
    }

    /// Gives records up whose outcome is open.
    public void purge(Purge which) {
        orders.add(nowNanos -> purge(which, nowNanos));
    }

    private void purge(Purge which, long nowNanos) {
        var cause = new PurgedException();
        if (which.isOfQueue()) {
            topics.giveUpAll(cause, nowNanos);
        }
        delivery.giveUp(
                shipment -> shipment.batch().isOut() ? which.isOfFlight() : which.isOfQueue(),
                cause,
                nowNanos);
    }

    /// How it fares. Any thread may ask.
    public Meters meters() {
        return meters;
    }

    /// Completes when everything has been given up after [#abort], and the callbacks were called.
    /// Any thread may wait for it.
    public CompletableFuture<Void> aborted() {
        return aborted;
    }

    @Override
    public void advance(long nowNanos) {
        lastNanos = nowNanos;
        cluster.advance(nowNanos);
        learn();
        takeOpened(nowNanos);
        takeOrders(nowNanos);
        lanes.advance(nowNanos);
        seekLeaders(nowNanos);
        delivery.expire(nowNanos);
        identify(nowNanos);
        sinks.values().forEach(sink -> sink.drain(cluster, nowNanos));
        if (stalls.advance(lanes.all(), nowNanos)) {
            topics.avoid(stalls.brokers(), cluster.metadata().snapshot(), nowNanos);
        }
        flushes.advance();
        completions.watch(nowNanos);
        hasCallersInLine = accumulator.budget().nudge();
    }

    @Override
    public long nextDeadlineNanos(long nowNanos) {
        long next = cluster.nextDeadlineNanos(nowNanos);
        next = lanes.nextNanos(next);
        next = topics.nextNanos(next);
        next = stalls.nextNanos(next);
        next = completions.nextNanos(next);
        next = transactions == null ? next : transactions.nextNanos(nowNanos, next);
        next = isIdentityNeeded() ? idempotence.nextNanos(nowNanos, next) : next;
        if (hasCallersInLine && nowNanos + NUDGE_NANOS - next < 0) {
            next = nowNanos + NUDGE_NANOS;
        }
        return delivery.nextExpiryNanos(next);
    }

    @Override
    public void abort(Throwable cause) {
        ClientException reason =
                cause instanceof ClientException known
                        ? known
                        : new ClientClosedException("the producer failed: " + cause, cause);
        isAborted = true;
        accumulator.close();
        cluster.close(reason, lastNanos);
        topics.giveUpAll(reason, lastNanos);
        takeOpened(lastNanos);
        delivery.giveUpAll(reason, lastNanos);
        if (transactions != null) {
            transactions.close(reason);
        }
        takeOrders(lastNanos);
        questions.giveUpAll(reason);
        flushes.advance();
        completions.end();
        completions.afterAll(() -> aborted.complete(null));
    }

    @Override
    public void ready(Lane lane) {
        if (lane.leaderId() == PartitionMetadata.NO_LEADER) {
            leaderless.add(lane);
        } else {
            sinks.computeIfAbsent(lane.leaderId(), id -> newSink(id)).add(lane);
        }
    }

    @Override
    public void unidentified(Lane lane) {
        unidentified.add(lane);
    }

    @Override
    public boolean isEnrolled(Lane lane) {
        return transactions == null
                || transactions.isEnrolled(
                        new TopicPartition(lane.home().topic(), lane.home().partition()));
    }

    @Override
    public void givenUp(ClientException cause) {
        if (transactions != null) {
            transactions.failed(cause);
        }
    }

    @Override
    public void unbuildable(Shipment shipment, RuntimeException failure, long nowNanos) {
        delivery.giveUp(
                shipment,
                new SerializationException("batch", shipment.lane().home().topic(), failure),
                nowNanos);
    }

    @Override
    public void released(Shipment shipment) {
        delivery.release(shipment);
    }

    private Sink newSink(int brokerId) {
        return new Sink(brokerId, config, delivery, lanes, idempotence, meters);
    }

    private boolean isIdentityNeeded() {
        return !lanes.incomplete().isEmpty() || !topics.awaited().isEmpty();
    }

    /// Sees to it that there is an identity when there is something to send, and renews it when all
    /// that was sent under it is resolved.
    private void identify(long nowNanos) {
        if (idempotence.isOff()) {
            return;
        }
        if (transactions != null) {
            topics.takeFailure().ifPresent(this::givenUp);
            transactions.advance(nowNanos);
        } else {
            renewIdentity(nowNanos);
        }
        int generation =
                idempotence.generation() + (transactions == null ? 0 : transactions.generation());
        if (generation != identityGeneration) {
            identityGeneration = generation;
            unidentified.clear();
            lanes.all().forEach(lane -> lanes.arrange(lane, nowNanos));
        }
    }

    private void renewIdentity(long nowNanos) {
        if (isIdentityNeeded()) {
            idempotence.advance(cluster, nowNanos);
        }
        idempotence.takeRefusal().ifPresent(cause -> delivery.refuseAll(cause, nowNanos));
        if (idempotence.isDraining() && lanes.isDrained()) {
            delivery.renew(nowNanos);
            idempotence.drained(nowNanos);
        }
    }

    private void learn() {
        if (cluster.metadata().generation() != metadataGeneration) {
            metadataGeneration = cluster.metadata().generation();
            topics.know(cluster.metadata().snapshot(), lastNanos);
            questions.know(cluster.metadata().snapshot());
            lanes.lead(cluster.metadata().snapshot(), lastNanos);
        }
    }

    private void seekLeaders(long nowNanos) {
        leaderless.removeIf(
                lane -> !lane.isReady() || lane.leaderId() != PartitionMetadata.NO_LEADER);
        if (!leaderless.isEmpty()) {
            cluster.metadata().refresh(nowNanos);
        }
    }

    private void takeOpened(long nowNanos) {
        // Taken first: then each of them is among those that were opened by now.
        List<Batch> thinned = thinned();
        topics.advance(nowNanos);
        for (Batch batch = accumulator.nextOpened();
                batch != null;
                batch = accumulator.nextOpened()) {
            lanes.opened(batch, cluster.metadata().snapshot(), nowNanos);
        }
        for (Batch batch = accumulator.nextHastened();
                batch != null;
                batch = accumulator.nextHastened()) {
            lanes.hastened(batch);
        }
        for (Batch batch : thinned) {
            lanes.shipment(batch).ifPresent(shipment -> delivery.thinned(shipment, nowNanos));
        }
    }

    private List<Batch> thinned() {
        var thinned = new ArrayList<Batch>();
        for (Batch batch = accumulator.nextThinned();
                batch != null;
                batch = accumulator.nextThinned()) {
            thinned.add(batch);
        }
        return thinned;
    }

    private void takeOrders(long nowNanos) {
        orders.forEach(order -> order.take(nowNanos));
        orders.clear();
        // A full buffer empties sooner when nothing lingers.
        if (flushes.isForAll() || accumulator.budget().takeShortage()) {
            lanes.hurry(nowNanos);
        } else {
            flushes.topics().forEach(topic -> lanes.hurry(topic, nowNanos));
        }
    }
}
