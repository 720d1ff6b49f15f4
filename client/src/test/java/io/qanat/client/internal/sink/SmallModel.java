package io.qanat.client.internal.sink;

import static io.qanat.client.internal.sink.ScriptedSinks.MILLI;
import static io.qanat.client.internal.sink.ScriptedSinks.SECOND;

import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.ScriptedCluster.Held;
import io.qanat.client.internal.scripted.ScriptedWire;
import io.qanat.client.internal.sink.ScriptedSinks.Sending;
import io.qanat.client.producer.Outcome;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.record.ChunkPool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// One schedule of a small world: a few records for each of a few partitions on two brokers, which
/// request is served first, and what befalls it; when nothing is left to decide, all are stored and
/// answered.
///
/// Batches are one record each: two do not fit. Each partition has been sent to before, so that its
/// window is open.
final class SmallModel {
    private static final String TOPIC = "orders";
    private static final String FILLING = "-" + "x".repeat(800);
    private static final int PARTITIONS_MAX = 3;
    private static final int WINDOW_MAX = 5;

    /// Of each partition, made once: they are looked up often.
    private static final List<List<String>> VALUES = values();

    private static final int ROUNDS_MAX = 4_000;

    /// More than every record's time.
    private static final long OVERDUE_NANOS = 121 * SECOND;

    /// What befalls one request.
    enum Event {
        STORED,
        SILENCE,
        STORED_THEN_SILENCE,
        RESET,
        STORED_THEN_RESET,
        /// The connection is reset, and the request arrives behind the next one that is served.
        RESET_THEN_STORED,
        OUT_OF_ORDER,
        UNKNOWN_PRODUCER,
        NOT_LEADER,
        /// Stored, but the leader moved before the followers had it.
        STORED_THEN_NOT_LEADER,
        /// It is served, and the last record of each partition is cancelled that no request has
        /// carried.
        CANCEL,
        /// Nothing is heard until every record's time is over; then the request arrives.
        OVERDUE;

        /// Whether the producer cannot know if the request arrived.
        boolean isAmbiguous() {
            return switch (this) {
                case SILENCE,
                        STORED_THEN_SILENCE,
                        RESET,
                        STORED_THEN_RESET,
                        RESET_THEN_STORED,
                        NOT_LEADER,
                        STORED_THEN_NOT_LEADER,
                        OVERDUE ->
                        true;
                case STORED, OUT_OF_ORDER, UNKNOWN_PRODUCER, CANCEL -> false;
            };
        }

        /// Whether it can be the last straw for a batch that may have arrived.
        boolean endsDoubt() {
            return this == OUT_OF_ORDER || this == UNKNOWN_PRODUCER || this == OVERDUE;
        }
    }

    /// The size of the world.
    ///
    /// @param window how many batches of a partition may be on their way
    /// @param partitions how many there are; their leaders are the two brokers in turn
    record World(int window, int partitions) {
        int recordCount() {
            return window + 1;
        }
    }

    private final World world;
    private final Decisions decisions;
    private final ScriptedSinks producer;
    private final List<Event> events = new ArrayList<>();
    private final List<List<Sending>> sent = new ArrayList<>();
    private final List<Held> pending = new ArrayList<>();
    private final List<Held> late = new ArrayList<>();
    private final Set<ScriptedWire> silent = new HashSet<>();
    private final Set<String> cancelled = new HashSet<>();

    SmallModel(World world, Decisions decisions) {
        this.world = world;
        this.decisions = decisions;
        this.producer =
                new ScriptedSinks(
                        config -> config.inFlightMax(world.window()), ChunkPool.checked(1024, 16));
    }

    static String value(int partition, int number) {
        return VALUES.get(partition).get(number);
    }

    private static List<List<String>> values() {
        return IntStream.range(0, PARTITIONS_MAX)
                .mapToObj(partition ->
                        IntStream.rangeClosed(0, WINDOW_MAX)
                                .mapToObj(number -> partition + "/" + number + FILLING)
                                .toList())
                .toList();
    }

    /// What befell the requests that were decided on, and some more.
    List<Event> events() {
        return events;
    }

    boolean isCancelled(int partition, int number) {
        return cancelled.contains(value(partition, number));
    }

    /// What is stored in a partition, but for what opened its window.
    List<String> stored(int partition) {
        List<String> values = log(partition);
        return values.subList(1, values.size());
    }

    List<String> log(int partition) {
        return producer.logs.values(new TopicPartition(TOPIC, partition));
    }

    List<Outcome> outcomes(int partition, int number) {
        return producer.outcomes(value(partition, number));
    }

    int chunksInUse() {
        return producer.pool.inUse();
    }

    /// Runs until every outcome is told.
    SmallModel run() {
        openWindows();
        producer.brokers.hold(ApiKey.PRODUCE);
        for (int partition = 0; partition < world.partitions(); partition++) {
            sent.add(new ArrayList<>());
        }
        for (int number = 0; number < world.recordCount(); number++) {
            for (int partition = 0; partition < world.partitions(); partition++) {
                sent.get(partition)
                        .add(producer.sending(TOPIC, partition, value(partition, number)));
            }
        }
        for (int round = 0; round < ROUNDS_MAX && !isOver(); round++) {
            producer.run();
            pending.addAll(producer.brokers.takeHeld());
            pending.removeIf(held -> held.wire().isClosed() || silent.contains(held.wire()));
            if (pending.isEmpty()) {
                producer.runFor(SECOND / 2);
            } else {
                serve(next());
            }
        }
        // What a broker owes still may come to its end.
        producer.runFor(60 * SECOND);
        return this;
    }

    private void openWindows() {
        producer.brokers.topic(TOPIC, 1, 2, 1);
        for (int partition = 0; partition < world.partitions(); partition++) {
            producer.send(TOPIC, partition, "warm " + partition);
        }
        producer.runFor(100 * MILLI);
    }

    private boolean isOver() {
        return sent.stream()
                .allMatch(ofPartition ->
                        ofPartition.stream()
                                .noneMatch(record -> producer.outcomes(record.value()).isEmpty()));
    }

    /// A connection's requests are served in their order, those of several in any.
    private Held next() {
        List<ScriptedWire> wires = pending.stream().map(Held::wire).distinct().toList();
        ScriptedWire wire = wires.size() == 1 ? wires.getFirst() : either(wires);
        Held first =
                pending.stream().filter(held -> held.wire().equals(wire)).findFirst().orElseThrow();
        pending.remove(first);
        return first;
    }

    private ScriptedWire either(List<ScriptedWire> wires) {
        return wires.get(decisions.decide(wires.size()));
    }

    private void serve(Held held) {
        Event event = Event.values()[decisions.decide(Event.values().length)];
        List<Held> overtaken = List.copyOf(late);
        late.clear();
        events.add(event);
        long now = producer.now();
        switch (event) {
            case STORED -> held.answer(producer.logs.produce(held.request()), now);
            case SILENCE -> silent.add(held.wire());
            case STORED_THEN_SILENCE -> {
                store(held);
                silent.add(held.wire());
            }
            case RESET -> held.wire().reset(now);
            case STORED_THEN_RESET -> {
                store(held);
                held.wire().reset(now);
            }
            case RESET_THEN_STORED -> {
                held.wire().reset(now);
                late.add(held);
            }
            case OUT_OF_ORDER -> refuse(held, ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
            case UNKNOWN_PRODUCER -> refuse(held, ErrorCode.UNKNOWN_PRODUCER_ID);
            case NOT_LEADER -> refuse(held, ErrorCode.NOT_LEADER_OR_FOLLOWER);
            case STORED_THEN_NOT_LEADER -> {
                store(held);
                refuse(held, ErrorCode.NOT_LEADER_OR_FOLLOWER);
            }
            case CANCEL -> {
                cancel();
                held.answer(producer.logs.produce(held.request()), now);
            }
            case OVERDUE -> {
                producer.runFor(OVERDUE_NANOS);
                store(held);
            }
        }
        overtaken.forEach(this::store);
    }

    private void store(Held held) {
        var unused = producer.logs.produce(held.request());
    }

    private void refuse(Held held, ErrorCode error) {
        held.answer(producer.logs.refusal(held.request(), error), producer.now());
    }

    private void cancel() {
        for (List<Sending> ofPartition : sent) {
            ofPartition.reversed().stream()
                    .filter(Sending::withdraw)
                    .findFirst()
                    .ifPresent(record -> cancelled.add(record.value()));
        }
    }

    @Override
    public String toString() {
        return world + ", " + decisions + ", " + events;
    }
}
