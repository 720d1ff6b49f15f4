package io.qanat.client.internal.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.Endpoint;
import io.qanat.client.internal.accumulator.Accumulator;
import io.qanat.client.internal.accumulator.Admission;
import io.qanat.client.internal.accumulator.Cancellable;
import io.qanat.client.internal.accumulator.EncodedRecord;
import io.qanat.client.internal.accumulator.Place;
import io.qanat.client.internal.cluster.Cluster;
import io.qanat.client.internal.cluster.Metadata;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.client.internal.scripted.ScriptedCluster;
import io.qanat.client.internal.scripted.ScriptedLogs;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.protocol.ApiKey;
import io.qanat.record.ChunkPool;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A producer's core over brokers that a test plays, in virtual time: no thread, socket or clock.
/// Records are known by their values.
public final class ScriptedSinks {
    /// In nanoseconds.
    public static final long MILLI = 1_000_000L;

    /// In nanoseconds.
    public static final long SECOND = 1_000 * MILLI;

    /// Two brokers, which lead a partition of `orders` each.
    public final ScriptedCluster brokers = new ScriptedCluster(2);

    /// What they have stored.
    public final ScriptedLogs logs = new ScriptedLogs();

    /// Poisons what is released.
    public final ChunkPool pool;

    /// Compressions that were asked for and not done.
    public final ArrayDeque<Runnable> compressions = new ArrayDeque<>();

    /// The part that callers use.
    public final Accumulator accumulator;

    /// The core.
    public final Sinks sinks;

    /// A record that can be cancelled.
    public final class Sending implements Cancellable {
        private final String value;
        private @Nullable Place place;

        private Sending(String value) {
            this.value = value;
        }

        /// Its value.
        public String value() {
            return value;
        }

        @Override
        public void completed(Outcome outcome) {
            note(value, outcome);
        }

        @Override
        public @Nullable Place place() {
            return place;
        }

        @Override
        public void place(Place next) {
            place = next;
        }
    }

    private final Map<String, List<Outcome>> outcomes = new HashMap<>();
    private @Nullable ArrayDeque<Runnable> heldCallbacks;
    private long now;

    /// A producer with such a configuration, and chunks of 1 KiB.
    public ScriptedSinks(UnaryOperator<ProducerConfig.Builder> change) {
        this(change, ChunkPool.checked(1024, 16));
    }

    /// A producer with such a configuration and pool.
    public ScriptedSinks(UnaryOperator<ProducerConfig.Builder> change, ChunkPool pool) {
        this.pool = pool;
        brokers.topic("orders", 1, 2);
        brokers.rule(ApiKey.PRODUCE, (broker, request) -> logs.produce(request));
        var bootstrap = new BootstrapServers(List.of(new Endpoint("broker1", 9092)));
        ProducerConfig config =
                change.apply(
                                ProducerConfig.builder(ConnectionConfig.of(bootstrap))
                                        .batchBytesMax(1024)
                                        .bufferBytes(64 * 1024))
                        .build();
        var random = new Random(11);
        accumulator = new Accumulator(config, pool, () -> now, () -> {}, random);
        var retry = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), random);
        var reconnect = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1), random);
        var metadata = new Metadata(config.connection(), retry, true, now);
        var cluster = new Cluster(config.connection(), brokers.network(), reconnect, metadata);
        var outlets = new Outlets(this::complete, this::compress);
        sinks = new Sinks(config, cluster, accumulator, outlets, retry, now);
    }

    /// The present time in nanoseconds.
    public long now() {
        return now;
    }

    /// Connects, and learns of the topic.
    public void warmUp() {
        warmUpFor(100 * MILLI);
    }

    /// The same, and lets so much time pass.
    public void warmUpFor(long nanos) {
        send("orders", 0, "warm");
        runFor(nanos);
        assertThat(outcome("warm").isDelivered()).isTrue();
    }

    /// Appends a record, for which there is room.
    public void send(String topic, int partition, String value) {
        assertThat(append(topic, partition, value)).matches(Admission::isAdmitted);
    }

    /// Appends a record, for which there is room, and which can be cancelled.
    public Sending sending(String topic, int partition, String value) {
        return sending(topic, partition, value, Duration.ofMinutes(2));
    }

    /// The same with a time of its own.
    public Sending sending(String topic, int partition, String value, Duration timeout) {
        var sending = new Sending(value);
        EncodedRecord record = record(value, sending).within(timeout.toNanos());
        assertThat(accumulator.topic(topic).append(record, partition))
                .matches(Admission::isAdmitted);
        return sending;
    }

    /// Appends a record.
    public Admission append(String topic, int partition, String value) {
        return accumulator.topic(topic).append(record(value), partition);
    }

    /// A record that notes its outcome under its value.
    public EncodedRecord record(String value) {
        return record(value, outcome -> note(value, outcome));
    }

    private static EncodedRecord record(String value, Callback callback) {
        return new EncodedRecord(
                7, null, value.getBytes(StandardCharsets.UTF_8), List.of(), callback);
    }

    private void note(String value, Outcome outcome) {
        outcomes.computeIfAbsent(value, key -> new ArrayList<>()).add(outcome);
    }

    /// The one outcome of a record.
    public Outcome outcome(String value) {
        assertThat(outcomes(value)).hasSize(1);
        return outcomes(value).getFirst();
    }

    /// What was told of a record so far.
    public List<Outcome> outcomes(String value) {
        return outcomes.getOrDefault(value, List.of());
    }

    /// Lets everything happen that happens at once.
    public void run() {
        brokers.run(sinks, now);
    }

    /// Lets so much time pass.
    public void runFor(long nanos) {
        brokers.runUntil(sinks, time -> now = time, now, now + nanos);
    }

    /// Keeps the callbacks of finished batches from being called, until they are to be run.
    public ArrayDeque<Runnable> holdCallbacks() {
        var held = new ArrayDeque<Runnable>();
        heldCallbacks = held;
        return held;
    }

    private void complete(Runnable task) {
        if (heldCallbacks == null) {
            task.run();
        } else {
            heldCallbacks.addLast(task);
        }
    }

    private void compress(Runnable work, Compressor.Done onDone) {
        compressions.add(() -> {
            work.run();
            onDone.done(null, now);
        });
    }
}
