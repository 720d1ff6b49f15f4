package io.qanat.client.internal.sink;

import static io.qanat.client.internal.sink.ScriptedSinks.MILLI;
import static io.qanat.client.internal.sink.ScriptedSinks.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.DeadlineException;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.ScriptedCluster.Held;
import io.qanat.client.internal.sink.ScriptedSinks.Sending;
import io.qanat.client.producer.Acks;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Outcome.Delivered;
import io.qanat.client.producer.Outcome.NotPersisted;
import io.qanat.client.producer.Outcome.PossiblyPersisted;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.Purge;
import io.qanat.client.producer.Timeline.Result;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.record.ChunkPool;
import io.qanat.record.Compression;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Batches that a broker refuses as too large. A batch holds eight of the records, the broker takes
/// two.
class SplitTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    private static final String FILLING = "-" + "x".repeat(100);
    private static final int TWO_RECORDS_BYTES = 320;

    private ScriptedSinks producer = producer(config -> config);

    @ParameterizedTest
    @EnumSource(names = {"MESSAGE_TOO_LARGE", "RECORD_LIST_TOO_LARGE"})
    void sendsTheHalvesOfWhatIsTooLarge(ErrorCode error) {
        // Given
        producer.warmUp();
        producer.logs.refuse(ORDERS_0, error);

        // When
        send(0, 5);
        producer.runFor(100 * MILLI);

        // Then
        assertThat(sequences()).containsExactly(0, 1, 1, 4);
        assertThatAllIsStoredOnce(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void splitsUntilTheBrokerTakesThePartsAndKeepsTheOrder(int window) {
        // Given
        producer = producer(config -> config.inFlightMax(window));
        producer.warmUp();
        producer.logs.batchBytesMax(TWO_RECORDS_BYTES);

        // When
        send(0, 50);
        producer.runFor(5 * SECOND);

        // Then
        assertThatAllIsStoredOnce(50);
        assertThat(producer.logs.identities(ORDERS_0)).allMatch(by -> by.producerEpoch() == 0);
    }

    @Test
    void keepsTheOrderWithoutIdempotence() {
        // Given
        producer = producer(config -> config.acks(Acks.LEADER).retriesMax(0));
        producer.warmUp();
        producer.logs.batchBytesMax(TWO_RECORDS_BYTES);

        // When
        send(0, 50);
        producer.runFor(5 * SECOND);

        // Then
        assertThatAllIsStoredOnce(50);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aSplitIsNoRetryButAFailureOfAPartNeedsOne(int retries) {
        // Given
        producer = producer(config -> config.acks(Acks.LEADER).retriesMax(retries));
        producer.warmUp();
        producer.logs.refuse(ORDERS_0, ErrorCode.MESSAGE_TOO_LARGE, ErrorCode.NOT_ENOUGH_REPLICAS);

        // When
        send(0, 4);
        producer.runFor(SECOND);

        // Then
        assertThat(outcomes(0, 2)).allMatch(outcome -> outcome.isDelivered() == (retries > 0));
        assertThat(outcomes(2, 4)).allMatch(Outcome::isDelivered);
    }

    @Test
    void givesUpTheRecordThatIsTooLargeByItself() {
        // Given
        producer.warmUp();
        producer.logs.batchBytesMax(TWO_RECORDS_BYTES);
        send(0, 3);
        String large = "large" + "y".repeat(400);
        producer.send("orders", 0, large);
        send(3, 4);

        // When
        producer.runFor(5 * SECOND);

        // Then
        assertThat(producer.outcome(large))
                .isInstanceOfSatisfying(
                        NotPersisted.class,
                        refused ->
                                assertThat(refused.cause().errorCode())
                                        .contains(ErrorCode.MESSAGE_TOO_LARGE));
        assertThatAllIsStoredOnce(4);
    }

    @Test
    void refusesWhatIsBehindUntilBothHalvesAreThrough() {
        // Given
        producer.warmUp();
        producer.brokers.hold(ApiKey.PRODUCE);
        send(0, 32);
        producer.run();
        List<Held> held = producer.brokers.takeHeld();
        producer.brokers.answerAgain(ApiKey.PRODUCE);
        producer.logs.refuse(ORDERS_0, ErrorCode.MESSAGE_TOO_LARGE);

        // When
        held.forEach(each -> each.answer(producer.logs.produce(each.request()), producer.now()));
        producer.runFor(2 * SECOND);

        // Then
        assertThat(held).hasSizeGreaterThan(2);
        assertThatAllIsStoredOnce(32);
        assertThat(producer.logs.identities(ORDERS_0)).allMatch(by -> by.producerEpoch() == 0);
    }

    @Test
    void storesNothingTwiceWhenTheWholeArrivedBeforeItWasTooLarge() {
        // Given
        producer.warmUp();
        Held held = sendOneBatch(4);
        producer.logs.produce(held.request());
        producer.logs.batchBytesMax(TWO_RECORDS_BYTES);
        producer.brokers.answerAgain(ApiKey.PRODUCE);

        // When
        held.wire().reset(producer.now());
        producer.runFor(5 * SECOND);
        send(4, 5);
        producer.runFor(5 * SECOND);

        // Then
        assertThat(stored()).isEqualTo(values(0, 5));
        assertThat(outcomes(0, 4)).allMatch(PossiblyPersisted.class::isInstance);
        assertThat(outcomes(4, 5)).allMatch(Outcome::isDelivered);
        assertThatAllIsFree();
    }

    @Test
    void deliversTheHalvesOfWhatDidNotArriveAtFirst() {
        // Given
        producer.warmUp();
        Held held = sendOneBatch(4);
        producer.logs.batchBytesMax(TWO_RECORDS_BYTES);
        producer.brokers.answerAgain(ApiKey.PRODUCE);

        // When
        held.wire().reset(producer.now());
        producer.runFor(5 * SECOND);

        // Then
        assertThatAllIsStoredOnce(4);
    }

    @Test
    void tellsOfTheRefusedAttemptToo() {
        // Given
        producer.warmUp();
        producer.logs.refuse(ORDERS_0, ErrorCode.MESSAGE_TOO_LARGE);

        // When
        send(0, 4);
        producer.runFor(SECOND);

        // Then
        for (int i = 0; i < 4; i++) {
            assertThat(outcome(i).timeline().attempts())
                    .satisfiesExactly(
                            refused ->
                                    assertThat(refused.result()).isInstanceOf(Result.Failed.class),
                            last ->
                                    assertThat(last.result())
                                            .isEqualTo(Result.Acknowledged.ACKNOWLEDGED));
            assertThat(outcome(i).timeline().lingerNanos()).isEqualTo(5 * MILLI);
            assertThat(outcome(i).explain()).contains("attempt 1").contains("MESSAGE_TOO_LARGE");
        }
    }

    @Test
    void aFlushWaitsForBothHalves() {
        // Given
        producer.warmUp();
        Held held = sendOneBatch(4);
        var done = new CompletableFuture<Void>();
        producer.sinks.flush(done);
        producer.run();
        send(4, 8);
        producer.runFor(10 * MILLI);

        // When
        held.answer(
                producer.logs.refusal(held.request(), ErrorCode.MESSAGE_TOO_LARGE), producer.now());
        producer.run();
        Held first = producer.brokers.takeHeld().getFirst();
        first.answer(producer.logs.produce(first.request()), producer.now());
        producer.run();
        boolean isDoneAtHalf = done.isDone();
        producer.brokers.answerAgain(ApiKey.PRODUCE);
        producer.brokers
                .takeHeld()
                .forEach(
                        rest -> rest.answer(producer.logs.produce(rest.request()), producer.now()));
        producer.run();

        // Then
        assertThat(isDoneAtHalf).isFalse();
        assertThat(done).isDone();
    }

    @Test
    void noRecordCanBeTakenBackOnceItsBatchWasSent() {
        // Given
        producer.warmUp();
        producer.logs.refuse(ORDERS_0, ErrorCode.MESSAGE_TOO_LARGE);
        List<Sending> sent =
                IntStream.range(0, 4)
                        .mapToObj(i -> producer.sending("orders", 0, value(i)))
                        .toList();
        producer.brokers.hold(ApiKey.PRODUCE);
        producer.runFor(10 * MILLI);
        Held held = producer.brokers.takeHeld().getFirst();

        // When
        held.answer(producer.logs.produce(held.request()), producer.now());
        producer.run();

        // Then
        assertThat(sent).noneMatch(Sending::withdraw);
    }

    @Test
    void theTimeOfBothHalvesEnds() {
        // Given
        producer.warmUp();
        Held held = sendOneBatch(4);
        held.answer(
                producer.logs.refusal(held.request(), ErrorCode.MESSAGE_TOO_LARGE), producer.now());

        // When
        producer.runFor(130 * SECOND);

        // Then
        assertThat(outcomes(0, 2)).allMatch(PossiblyPersisted.class::isInstance);
        assertThat(outcomes(2, 4)).allMatch(NotPersisted.class::isInstance);
        assertThat(stored()).isEmpty();
    }

    @Test
    void aRecordOfAHalfHasItsOwnTime() {
        // Given
        producer.warmUp();
        producer.logs.refuse(ORDERS_0, ErrorCode.MESSAGE_TOO_LARGE);
        send(0, 3);
        producer.sending("orders", 0, value(3), Duration.ofSeconds(1));
        producer.brokers.hold(ApiKey.PRODUCE);
        producer.runFor(10 * MILLI);
        Held held = producer.brokers.takeHeld().getFirst();
        held.answer(producer.logs.produce(held.request()), producer.now());

        // When
        producer.runFor(2 * SECOND);
        List<Outcome> early = producer.outcomes(value(3));
        boolean areOthersOpen = producer.outcomes(value(2)).isEmpty();
        producer.brokers.answerAgain(ApiKey.PRODUCE);
        answerAll();
        producer.runFor(SECOND);

        // Then
        assertThat(early).singleElement().isInstanceOf(PossiblyPersisted.class);
        assertThat(areOthersOpen).isTrue();
        assertThat(outcomes(0, 3)).allMatch(Outcome::isDelivered);
        assertThat(producer.outcomes(value(3))).hasSize(1);
        assertThat(stored()).isEqualTo(values(0, 4));
        assertThatAllIsFree();
    }

    @Test
    void theHalvesOfACompressedBatchAreMadeAwayFromTheLoop() {
        // Given
        compress();
        producer.logs.refuse(ORDERS_0, ErrorCode.MESSAGE_TOO_LARGE);
        send(0, 4);
        producer.runFor(10 * MILLI);
        producer.compressions.removeFirst().run();
        producer.runFor(SECOND);
        int requestsBefore = sequences().size();

        // When
        producer.compressions.removeFirst().run();
        producer.runFor(SECOND);

        // Then
        assertThat(requestsBefore).isEqualTo(2);
        assertThat(sequences()).containsExactly(0, 1, 1, 3);
        assertThatAllIsStoredOnce(4);
    }

    @Test
    void nothingIsSentOfABatchWhoseTimeEndsWhileItIsSplit() {
        // Given
        compress();
        producer.logs.refuse(ORDERS_0, ErrorCode.MESSAGE_TOO_LARGE);
        send(0, 4);
        producer.runFor(10 * MILLI);
        producer.compressions.removeFirst().run();
        producer.runFor(130 * SECOND);

        // When
        producer.compressions.removeFirst().run();
        producer.runFor(SECOND);

        // Then
        assertThat(outcomes(0, 4))
                .allSatisfy(outcome ->
                        assertThat(outcome)
                                .isInstanceOfSatisfying(
                                        NotPersisted.class,
                                        refused ->
                                                assertThat(refused.cause())
                                                        .isInstanceOf(DeadlineException.class)));
        assertThat(stored()).isEmpty();
        assertThatAllIsFree();
    }

    @Test
    void aBatchCanBePurgedWhileItIsSplit() {
        // Given
        compress();
        producer.logs.refuse(ORDERS_0, ErrorCode.MESSAGE_TOO_LARGE);
        send(0, 4);
        producer.runFor(10 * MILLI);
        producer.compressions.removeFirst().run();
        producer.runFor(10 * MILLI);

        // When
        producer.sinks.purge(Purge.QUEUE);
        producer.runFor(10 * MILLI);
        producer.compressions.removeFirst().run();
        send(4, 5);
        producer.runFor(10 * MILLI);
        producer.compressions.removeFirst().run();
        producer.runFor(SECOND);

        // Then
        assertThat(outcomes(0, 4)).allMatch(NotPersisted.class::isInstance);
        assertThat(stored()).isEqualTo(values(4, 5));
        assertThatAllIsFree();
    }

    private void compress() {
        producer = producer(config -> config.compression(Compression.GZIP));
        producer.send("orders", 0, "warm");
        producer.runFor(10 * MILLI);
        producer.compressions.removeFirst().run();
        producer.runFor(100 * MILLI);
        assertThat(producer.outcome("warm").isDelivered()).isTrue();
    }

    /// Sends one batch, which is held back.
    private Held sendOneBatch(int records) {
        producer.brokers.hold(ApiKey.PRODUCE);
        send(0, records);
        producer.runFor(10 * MILLI);
        List<Held> held = producer.brokers.takeHeld();
        assertThat(held).hasSize(1);
        return held.getFirst();
    }

    private void answerAll() {
        for (Held held : producer.brokers.takeHeld()) {
            held.answer(producer.logs.produce(held.request()), producer.now());
        }
    }

    private void send(int from, int to) {
        for (int i = from; i < to; i++) {
            producer.send("orders", 0, value(i));
        }
    }

    private static String value(int number) {
        return "%05d".formatted(number) + FILLING;
    }

    private static List<String> values(int from, int to) {
        return IntStream.range(from, to).mapToObj(SplitTest::value).toList();
    }

    private Outcome outcome(int number) {
        return producer.outcome(value(number));
    }

    private Stream<Outcome> outcomes(int from, int to) {
        return IntStream.range(from, to).mapToObj(this::outcome);
    }

    /// Without what opened the window.
    private List<String> stored() {
        List<String> all = producer.logs.values(ORDERS_0);
        return all.subList(1, all.size());
    }

    private List<Integer> sequences() {
        return producer.logs.identities(ORDERS_0).stream().map(by -> by.baseSequence()).toList();
    }

    private void assertThatAllIsStoredOnce(int count) {
        assertThat(stored()).isEqualTo(values(0, count));
        for (int i = 0; i < count; i++) {
            assertThat(outcome(i)).isEqualTo(new Delivered("orders", 0, i + 1L, 7));
        }
        assertThatAllIsFree();
    }

    private void assertThatAllIsFree() {
        assertThat(producer.pool.inUse()).isZero();
        var level = producer.accumulator.budget().level();
        assertThat(level.freeBytes()).isEqualTo(level.totalBytes());
        assertThat(level.freeRecords()).isEqualTo(level.totalRecords());
    }

    private static ScriptedSinks producer(UnaryOperator<ProducerConfig.Builder> change) {
        return new ScriptedSinks(change, ChunkPool.checked(1024, 64));
    }
}
