package io.qanat.client.internal.sink;

import io.qanat.client.ClientClosedException;
import io.qanat.client.ClientException;
import io.qanat.client.SerializationException;
import io.qanat.client.internal.accumulator.Accumulator;
import io.qanat.client.internal.cluster.Cluster;
import io.qanat.client.internal.cluster.Core;
import io.qanat.client.internal.cluster.PartitionMetadata;
import io.qanat.client.internal.cluster.TopicMetadata;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.client.internal.idempotence.Idempotence;
import io.qanat.client.internal.transaction.Transactions;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.Purge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

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
    private final Load load;
    private final Clearance clearance;
    private final TopicQuestions questions;
    private final Flushes flushes;
    private final Stalls stalls;

    private final Map<Integer, Sink> sinks = new HashMap<>();
    private final Set<Lane> leaderless = new LinkedHashSet<>();
    private final List<Order> orders = new ArrayList<>();
    private final CompletableFuture<Void> aborted = new CompletableFuture<>();
    private boolean isAborted;
    private int metadataGeneration;
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
        this.load = new Load(accumulator, topics, lanes, delivery);
        this.clearance =
                new Clearance(
                        cluster,
                        idempotence,
                        load,
                        config.isTransactional()
                                ? new Transactions(config, cluster, idempotence, load, retryBackoff)
                                : null);
        this.questions = new TopicQuestions(cluster.metadata());
        this.flushes = new Flushes(lanes.incomplete(), completions);
        this.stalls = new Stalls(config.partitioning().availabilityTimeout(), config.linger());
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

    /// Has something done with the producer's transactions, which it must have.
    public void transact(TransactionOrder order) {
        Transactions known = clearance.transactions();
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
        orders.add(nowNanos -> load.purge(which, nowNanos));
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
        load.hear(cluster.metadata().snapshot(), nowNanos);
        takeOrders(nowNanos);
        lanes.advance(nowNanos);
        seekLeaders(nowNanos);
        delivery.expire(nowNanos);
        clearance.advance(nowNanos);
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
        next = clearance.nextNanos(nowNanos, next);
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
        load.hear(cluster.metadata().snapshot(), lastNanos);
        delivery.giveUpAll(reason, lastNanos);
        clearance.close(reason);
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
    public boolean isEnrolled(Lane lane) {
        return clearance.isEnrolled(lane.home());
    }

    @Override
    public void givenUp(ClientException cause) {
        clearance.givenUp(cause);
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
