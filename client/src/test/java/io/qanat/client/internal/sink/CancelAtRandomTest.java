package io.qanat.client.internal.sink;

import static io.qanat.client.internal.sink.ScriptedSinks.MILLI;
import static io.qanat.client.internal.sink.ScriptedSinks.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.TopicPartition;
import io.qanat.client.internal.sink.ScriptedSinks.Sending;
import io.qanat.protocol.ErrorCode;
import io.qanat.record.Compression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Records are sent and taken back while batches linger, are refused, and lose their leader.
class CancelAtRandomTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    /// None leaves a trace, so whatever is not taken back is delivered.
    private static final List<ErrorCode> REFUSALS =
            List.of(
                    ErrorCode.NOT_ENOUGH_REPLICAS,
                    ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER,
                    ErrorCode.UNKNOWN_PRODUCER_ID);

    private final List<Sending> sent = new ArrayList<>();
    private final List<String> cancelled = new ArrayList<>();
    private ScriptedSinks producer = new ScriptedSinks(config -> config);

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void storedIsWhatWasNotTakenBackInItsOrder(int seed) {
        // Given
        var random = new Random(seed);
        boolean isCompressed = random.nextInt(3) == 0;
        producer =
                new ScriptedSinks(config ->
                        config.linger(Duration.ofMillis(20))
                                .compression(isCompressed ? Compression.GZIP : Compression.NONE)
                                .batchBytesMax(2048));

        // When
        for (int i = 0; i < 200; i++) {
            step(random, i);
            producer.run();
        }
        producer.brokers.topic("orders", 1, 2);
        for (int i = 0; i < 200; i++) {
            compress();
            producer.runFor(SECOND / 4);
        }

        // Then
        assertThat(producer.logs.values(ORDERS_0))
                .containsExactlyElementsOf(
                        sent.stream()
                                .map(Sending::value)
                                .filter(value -> !cancelled.contains(value))
                                .toList());
        assertThat(sent)
                .allSatisfy(record ->
                        assertThat(producer.outcome(record.value()).isDelivered())
                                .isEqualTo(!cancelled.contains(record.value())));
        assertThat(producer.pool.inUse()).isZero();
        var level = producer.accumulator.budget().level();
        assertThat(level.freeBytes()).isEqualTo(level.totalBytes());
        assertThat(level.freeRecords()).isEqualTo(level.totalRecords());
    }

    private void step(Random random, int number) {
        switch (random.nextInt(10)) {
            case 0, 1 -> producer.runFor(random.nextInt(30) * MILLI);
            case 2 -> producer.logs.refuse(ORDERS_0, REFUSALS.get(random.nextInt(REFUSALS.size())));
            case 3 -> producer.brokers.topic("orders", random.nextBoolean() ? 1 : -1, 2);
            case 4 -> compress();
            case 5, 6, 7 -> cancelOne(random);
            default ->
                    sent.add(
                            producer.sending(
                                    "orders", 0, number + "-" + "x".repeat(random.nextInt(800))));
        }
    }

    private void cancelOne(Random random) {
        if (!sent.isEmpty()) {
            int place = sent.size() - 1 - random.nextInt(Math.min(8, sent.size()));
            if (sent.get(place).withdraw()) {
                cancelled.add(sent.get(place).value());
            }
        }
    }

    private void compress() {
        while (!producer.compressions.isEmpty()) {
            producer.compressions.removeFirst().run();
        }
    }
}
