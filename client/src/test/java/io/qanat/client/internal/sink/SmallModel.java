package io.qanat.client.internal.sink;

import static io.qanat.client.internal.sink.ScriptedSinks.MILLI;
import static io.qanat.client.internal.sink.ScriptedSinks.SECOND;

import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.ScriptedCluster.Held;
import io.qanat.client.internal.scripted.ScriptedWire;
import io.qanat.client.producer.Outcome;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.record.ChunkPool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One schedule of a small world: a few records for each of a few partitions on two brokers, and
/// what befalls the first requests that arrive; the others are stored and answered.
///
/// Batches are one record each: two do not fit. Each partition has been sent to before, so that its
/// window is open.
final class SmallModel {
    private static final String TOPIC = "orders";
    private static final String FILLING = "-" + "x".repeat(800);
    private static final int ROUNDS_MAX = 2_000;

    /// What befalls one request.
    enum Event {
        STORED(false),
        SILENCE(true),
        STORED_THEN_SILENCE(true),
        RESET(true),
        STORED_THEN_RESET(true),
        OUT_OF_ORDER(false),
        UNKNOWN_PRODUCER(false),
        /// Also told of what was stored, when the leader moved before the followers had it.
        NOT_LEADER(true);

        /// Whether the producer cannot know if the request arrived.
        final boolean isAmbiguous;

        Event(boolean isAmbiguous) {
            this.isAmbiguous = isAmbiguous;
        }

        /// Whether a broker blames the sequence number.
        boolean isOfSequence() {
            return this == OUT_OF_ORDER || this == UNKNOWN_PRODUCER;
        }
    }

    /// The size of the world, and what happens in it.
    ///
    /// @param window how many batches of a partition may be on their way
    /// @param partitions how many there are; their leaders are the two brokers in turn
    /// @param latestFirst whether of two connections the one whose request came last is served
    /// @param events what befalls the first requests, in the order in which they are served
    record Schedule(int window, int partitions, boolean latestFirst, List<Event> events) {
        Schedule {
            events = List.copyOf(events);
        }
    }

    private final Schedule schedule;
    private final ScriptedSinks producer;
    private final List<Held> pending = new ArrayList<>();
    private final Set<ScriptedWire> silent = new HashSet<>();
    private int served;

    SmallModel(Schedule schedule) {
        this.schedule = schedule;
        this.producer =
                new ScriptedSinks(
                        config -> config.inFlightMax(schedule.window()),
                        ChunkPool.checked(1024, 16));
    }

    int recordCount() {
        return schedule.window() + 1;
    }

    static String value(int partition, int number) {
        return partition + "/" + number + FILLING;
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
        for (int number = 0; number < recordCount(); number++) {
            for (int partition = 0; partition < schedule.partitions(); partition++) {
                producer.send(TOPIC, partition, value(partition, number));
            }
        }
        for (int round = 0; round < ROUNDS_MAX && !isOver(); round++) {
            producer.run();
            pending.addAll(producer.brokers.takeHeld());
            pending.removeIf(held -> held.wire().isClosed() || silent.contains(held.wire()));
            if (pending.isEmpty()) {
                producer.runFor(50 * MILLI);
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
        for (int partition = 0; partition < schedule.partitions(); partition++) {
            producer.send(TOPIC, partition, "warm " + partition);
        }
        producer.runFor(100 * MILLI);
    }

    private boolean isOver() {
        for (int partition = 0; partition < schedule.partitions(); partition++) {
            for (int number = 0; number < recordCount(); number++) {
                if (outcomes(partition, number).isEmpty()) {
                    return false;
                }
            }
        }
        return true;
    }

    /// A connection's requests are served in their order.
    private Held next() {
        ScriptedWire wire =
                (schedule.latestFirst() ? pending.getLast() : pending.getFirst()).wire();
        Held first =
                pending.stream().filter(held -> held.wire().equals(wire)).findFirst().orElseThrow();
        pending.remove(first);
        return first;
    }

    private void serve(Held held) {
        Event event =
                served < schedule.events().size() ? schedule.events().get(served) : Event.STORED;
        served++;
        long now = producer.now();
        switch (event) {
            case STORED -> held.answer(producer.logs.produce(held.request()), now);
            case SILENCE -> silent.add(held.wire());
            case STORED_THEN_SILENCE -> {
                var unused = producer.logs.produce(held.request());
                silent.add(held.wire());
            }
            case RESET -> held.wire().reset(now);
            case STORED_THEN_RESET -> {
                var unused = producer.logs.produce(held.request());
                held.wire().reset(now);
            }
            case OUT_OF_ORDER -> refuse(held, ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
            case UNKNOWN_PRODUCER -> refuse(held, ErrorCode.UNKNOWN_PRODUCER_ID);
            case NOT_LEADER -> refuse(held, ErrorCode.NOT_LEADER_OR_FOLLOWER);
        }
    }

    private void refuse(Held held, ErrorCode error) {
        held.answer(producer.logs.refusal(held.request(), error), producer.now());
    }
}
