package io.qanat.client.internal.sink;

import static io.qanat.client.internal.sink.ScriptedSinks.MILLI;
import static io.qanat.client.internal.sink.ScriptedSinks.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.ScriptedCluster.Held;
import io.qanat.client.producer.Outcome;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.record.ChunkPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random refusals, resets before and after the append, and requests that arrive when nobody waits
/// for them any more: what is stored is stored once, in order, and every outcome is true.
class ScheduleTest {
    private static final int RUNS = 150;
    private static final int STEPS = 80;
    private static final int PARTITIONS = 2;
    private static final ErrorCode[] ERRORS = {
        ErrorCode.NOT_ENOUGH_REPLICAS,
        ErrorCode.NOT_LEADER_OR_FOLLOWER,
        ErrorCode.REQUEST_TIMED_OUT,
        ErrorCode.INVALID_RECORD,
        ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER,
        ErrorCode.UNKNOWN_PRODUCER_ID,
        ErrorCode.MESSAGE_TOO_LARGE,
    };

    /// With it a record has a batch of its own.
    private static final int FILLING_LARGE = 600;

    /// With it a batch holds up to eight records.
    private static final int FILLING_SMALL = 100;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void neitherLosesDuplicatesNorReorders(int window) {
        run(window, FILLING_LARGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void neitherLosesDuplicatesNorReordersWhatIsSplit(int window) {
        run(window, FILLING_SMALL);
    }

    private static void run(int window, int filling) {
        long first = Long.getLong("qanat.seed", new Random().nextLong());
        for (long seed = first; seed < first + RUNS; seed++) {
            try {
                new Schedule(seed, window, filling).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("-Dqanat.seed=" + seed + ", window " + window, e);
            }
        }
    }

    /// One run. Every request is held until a step decides on it.
    private static final class Schedule {
        private final Random random;
        private final String filling;
        private final ScriptedSinks producer;
        private final List<Held> held = new ArrayList<>();
        private final List<Held> astray = new ArrayList<>();
        private final int[] sent = new int[PARTITIONS];

        private Schedule(long seed, int window, int filling) {
            this.filling = "x".repeat(filling);
            random = new Random(seed);
            producer =
                    new ScriptedSinks(
                            config -> config.inFlightMax(window).bufferBytes(256 * 1024),
                            ChunkPool.checked(1024, 256));
            producer.brokers.hold(ApiKey.PRODUCE);
        }

        private void run() {
            for (int step = 0; step < STEPS; step++) {
                step();
                producer.runFor(random.nextInt(300) * MILLI);
                held.addAll(producer.brokers.takeHeld());
            }
            producer.brokers.answerAgain(ApiKey.PRODUCE);
            held.forEach(request -> request.wire().reset(producer.now()));
            producer.runFor(130 * SECOND);
            check();
        }

        private void step() {
            if (random.nextInt(3) == 0 || held.isEmpty()) {
                int partition = random.nextInt(PARTITIONS);
                for (int i = random.nextInt(FILLING_LARGE / filling.length() + 1); i >= 0; i--) {
                    producer.send("orders", partition, value(partition, sent[partition]++));
                }
                return;
            }
            Held request = held.remove(oldestOfItsWire(random.nextInt(held.size())));
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 ->
                        request.answer(producer.logs.produce(request.request()), producer.now());
                case 4, 5 ->
                        request.answer(
                                producer.logs.refusal(
                                        request.request(), ERRORS[random.nextInt(ERRORS.length)]),
                                producer.now());
                case 6 -> {
                    producer.logs.produce(request.request());
                    reset(request);
                }
                default -> {
                    if (random.nextBoolean()) {
                        astray.add(request);
                    }
                    reset(request);
                    arriveLate();
                }
            }
        }

        private int oldestOfItsWire(int chosen) {
            for (int i = 0; i < chosen; i++) {
                if (held.get(i).wire() == held.get(chosen).wire()) {
                    return i;
                }
            }
            return chosen;
        }

        private void reset(Held request) {
            request.wire().reset(producer.now());
            held.removeIf(other -> other.wire() == request.wire());
        }

        private void arriveLate() {
            if (!astray.isEmpty() && random.nextBoolean()) {
                producer.logs.produce(astray.remove(random.nextInt(astray.size())).request());
            }
        }

        private void check() {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                List<String> stored = producer.logs.values(new TopicPartition("orders", partition));
                assertThat(stored).doesNotHaveDuplicates();
                assertThat(stored).isEqualTo(stored.stream().sorted().toList());
                for (int i = 0; i < sent[partition]; i++) {
                    check(value(partition, i), stored);
                }
            }
            assertThat(producer.pool.inUse()).isZero();
        }

        private void check(String value, List<String> stored) {
            Outcome outcome = producer.outcome(value);
            switch (outcome) {
                case Outcome.Delivered delivered ->
                        assertThat(stored.get((int) delivered.offset())).isEqualTo(value);
                case Outcome.NotPersisted refused ->
                        assertThat(stored).as("%s", outcome).doesNotContain(value);
                case Outcome.PossiblyPersisted unknown -> {}
            }
        }

        /// Sorts in the order of sending.
        private String value(int partition, int number) {
            return "%d/%05d".formatted(partition, number) + filling;
        }
    }
}
