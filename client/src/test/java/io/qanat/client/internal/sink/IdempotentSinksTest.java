package io.qanat.client.internal.sink;

import static io.qanat.client.internal.sink.ScriptedSinks.MILLI;
import static io.qanat.client.internal.sink.ScriptedSinks.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.Endpoint;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.ScriptedCluster.Held;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Outcome.Delivered;
import io.qanat.client.producer.Outcome.NotPersisted;
import io.qanat.client.producer.Outcome.PossiblyPersisted;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.InitProducerIdResponse;
import io.qanat.record.BatchIdentity;
import io.qanat.record.ChunkPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Batches are one record each: two do not fit.
class IdempotentSinksTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    private static final TopicPartition ORDERS_1 = new TopicPartition("orders", 1);
    private static final String FILLING = "-" + "x".repeat(800);

    private ScriptedSinks producer = withWindow(5);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void sendsAsManyBatchesOfAPartitionAsTheWindowHolds(int window) {
        // Given
        producer = withWindow(window);
        producer.warmUp();
        producer.brokers.hold(ApiKey.PRODUCE);

        // When
        send(0, 0, 8);

        // Then
        assertThat(producer.brokers.takeHeld()).hasSize(window);
    }

    @Test
    void numbersRecordsFromZeroInEachPartition() {
        // Given
        producer.warmUp();

        // When
        send(0, 0, 3);
        send(1, 0, 2);

        // Then
        assertThat(producer.logs.identities(ORDERS_0))
                .containsExactly(by(0, 0), by(0, 1), by(0, 2), by(0, 3));
        assertThat(producer.logs.identities(ORDERS_1)).containsExactly(by(0, 0), by(0, 1));
    }

    @Test
    void sendsOneBatchToALeaderThatHasNotAcknowledged() {
        // Given
        producer.brokers.hold(ApiKey.PRODUCE);

        // When
        send(0, 0, 5);

        // Then
        assertThat(producer.brokers.takeHeld()).hasSize(1);
    }

    @Test
    void keepsTheOrderWhenABatchInTheMiddleFails() {
        // Given
        producer.warmUp();
        producer.logs.refuse(ORDERS_0, ErrorCode.NOT_ENOUGH_REPLICAS);

        // When
        send(0, 0, 10);
        producer.runFor(SECOND);

        // Then
        assertThat(numbers(ORDERS_0)).isEqualTo(range(0, 10));
        assertThat(outcomes(0, 0, 10)).allMatch(Outcome::isDelivered);
        assertThat(producer.logs.identities(ORDERS_0)).allMatch(by -> by.producerEpoch() == 0);
        assertThatAllIsFree();
    }

    @Test
    void storesOnceWhatIsSentAgainAfterTheAnswersWereLost() {
        // Given
        producer.warmUp();
        producer.brokers.hold(ApiKey.PRODUCE);
        send(0, 0, 5);
        List<Held> held = producer.brokers.takeHeld();
        held.forEach(request -> producer.logs.produce(request.request()));
        producer.brokers.answerAgain(ApiKey.PRODUCE);

        // When
        held.getFirst().wire().reset(producer.now());
        producer.runFor(2 * SECOND);

        // Then
        assertThat(numbers(ORDERS_0)).isEqualTo(range(0, 5));
        assertThat(outcome(0, 4)).isEqualTo(new Delivered("orders", 0, 5, 7));
        assertThatAllIsFree();
    }

    @Test
    void sendsTheSameBytesAgain() {
        // Given
        producer.warmUp();
        producer.logs.refuse(ORDERS_0, ErrorCode.REQUEST_TIMED_OUT);

        // When
        send(0, 0, 1);
        producer.runFor(SECOND);

        // Then
        assertThat(producer.logs.identities(ORDERS_0))
                .containsExactly(by(0, 0), by(0, 1), by(0, 1));
    }

    @Test
    void countsADuplicateAsDelivered() {
        // Given
        producer.warmUp();
        producer.logs.refuse(ORDERS_0, ErrorCode.DUPLICATE_SEQUENCE_NUMBER);

        // When
        send(0, 0, 1);

        // Then
        assertThat(outcome(0, 0)).isEqualTo(new Delivered("orders", 0, -1, 7));
    }

    @Test
    void takesTheNumbersOfARefusedBatchBack() {
        // Given
        producer.warmUp();
        producer.logs.refuse(ORDERS_0, ErrorCode.INVALID_RECORD);

        // When
        send(0, 0, 1);
        send(0, 1, 1);

        // Then
        assertThat(outcome(0, 0)).isInstanceOf(NotPersisted.class);
        assertThat(outcome(0, 1).isDelivered()).isTrue();
        assertThat(producer.logs.identities(ORDERS_0))
                .containsExactly(by(0, 0), by(0, 1), by(0, 1));
    }

    @Test
    void goesOnUnderAnotherEpochBehindABatchThatWasGivenUp() {
        // Given
        producer.warmUp();
        producer.logs.refuse(ORDERS_0, ErrorCode.INVALID_RECORD);

        // When
        send(0, 0, 5);
        producer.runFor(SECOND);

        // Then
        assertThat(outcome(0, 0)).isInstanceOf(NotPersisted.class);
        assertThat(outcomes(0, 1, 5)).allMatch(Outcome::isDelivered);
        assertThat(numbers(ORDERS_0)).isEqualTo(range(1, 5));
        assertThat(producer.logs.identities(ORDERS_0))
                .endsWith(by(1, 0), by(1, 1), by(1, 2), by(1, 3));
        assertThatAllIsFree();
    }

    @Test
    void drainsEveryPartitionBeforeItTakesAnotherEpoch() {
        // Given
        producer.brokers.topic("orders", 1, 2);
        producer.warmUp();
        producer.send("orders", 1, "warm too");
        producer.runFor(100 * MILLI);
        producer.brokers.hold(ApiKey.PRODUCE);
        send(1, 0, 2);
        List<Held> inFlight = producer.brokers.takeHeld();
        producer.brokers.answerAgain(ApiKey.PRODUCE);
        producer.logs.refuse(ORDERS_0, ErrorCode.INVALID_RECORD);
        send(0, 0, 3);
        producer.runFor(5 * SECOND);
        List<BatchIdentity> whileInFlight = producer.logs.identities(ORDERS_0);

        // When
        inFlight.forEach(
                held -> held.answer(producer.logs.produce(held.request()), producer.now()));
        producer.runFor(SECOND);

        // Then
        assertThat(inFlight).hasSize(2);
        assertThat(whileInFlight).allMatch(by -> by.producerEpoch() == 0);
        assertThat(numbers(ORDERS_1)).isEqualTo(range(0, 2));
        assertThat(numbers(ORDERS_0)).isEqualTo(range(1, 3));
        send(1, 2, 1);
        assertThat(producer.logs.identities(ORDERS_1)).endsWith(by(0, 2), by(1, 0));
    }

    @ParameterizedTest
    @EnumSource(names = {"OUT_OF_ORDER_SEQUENCE_NUMBER", "UNKNOWN_PRODUCER_ID"})
    void goesOnUnderAnotherEpochWhenTheBrokerHasForgotten(ErrorCode error) {
        // Given
        producer.warmUp();
        producer.logs.refuse(ORDERS_0, error);

        // When
        send(0, 0, 5);
        producer.runFor(2 * SECOND);

        // Then
        assertThat(numbers(ORDERS_0)).isEqualTo(range(0, 5));
        assertThat(producer.logs.identities(ORDERS_0)).endsWith(by(1, 3), by(1, 4));
    }

    @Test
    void takesAnotherIdWhenTheBrokerIsPastTheEpoch() {
        // Given
        producer.warmUp();
        producer.logs.refuse(ORDERS_0, ErrorCode.INVALID_PRODUCER_EPOCH);

        // When
        send(0, 0, 2);
        producer.runFor(2 * SECOND);

        // Then
        assertThat(numbers(ORDERS_0)).isEqualTo(range(0, 2));
        assertThat(producer.logs.identities(ORDERS_0))
                .endsWith(BatchIdentity.idempotent(1001, (short) 0, 1));
    }

    @Test
    void neverNumbersABatchAnewThatABrokerMayHave() {
        // Given
        producer.warmUp();
        producer.logs.refuse(
                ORDERS_0, ErrorCode.REQUEST_TIMED_OUT, ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);

        // When
        send(0, 0, 1);
        producer.runFor(2 * SECOND);
        send(0, 1, 1);
        producer.runFor(SECOND);

        // Then
        assertThat(outcome(0, 0)).isInstanceOf(PossiblyPersisted.class);
        assertThat(outcome(0, 1).isDelivered()).isTrue();
        assertThat(producer.logs.identities(ORDERS_0))
                .containsExactly(by(0, 0), by(0, 1), by(0, 1), by(1, 0));
    }

    @Test
    void sendsNothingToANewLeaderWhileTheOldOneOwesAnAnswer() {
        // Given
        producer.warmUp();
        producer.send("orders", 1, "warm too");
        producer.runFor(100 * MILLI);
        producer.brokers.hold(ApiKey.PRODUCE);
        send(0, 0, 4);
        List<Held> owed = producer.brokers.takeHeld();
        producer.brokers.topic("orders", 2, 2);

        // When
        owed.getFirst()
                .answer(
                        producer.logs.refusal(
                                owed.getFirst().request(), ErrorCode.NOT_LEADER_OR_FOLLOWER),
                        producer.now());
        producer.runFor(5 * SECOND);
        List<Held> sentMeanwhile = producer.brokers.takeHeld();
        owed.subList(1, 4)
                .forEach(held ->
                        held.answer(
                                producer.logs.refusal(
                                        held.request(), ErrorCode.NOT_LEADER_OR_FOLLOWER),
                                producer.now()));
        producer.brokers.answerAgain(ApiKey.PRODUCE);
        producer.runFor(2 * SECOND);

        // Then
        assertThat(sentMeanwhile).isEmpty();
        assertThat(numbers(ORDERS_0)).isEqualTo(range(0, 4));
    }

    @Test
    void anAnswerAfterTheDeadlineLeavesNoGap() {
        // Given
        producer = withHardlyTimeForASecondAttempt();
        producer.warmUp();
        producer.brokers.hold(ApiKey.PRODUCE);
        send(0, 0, 1);
        producer.runFor(60 * SECOND + 500 * MILLI);
        Held second = producer.brokers.takeHeld().getLast();
        producer.runFor(SECOND);
        producer.brokers.answerAgain(ApiKey.PRODUCE);
        send(0, 1, 1);

        // When
        second.answer(producer.logs.produce(second.request()), producer.now());
        producer.runFor(SECOND);

        // Then
        assertThat(outcome(0, 0)).isInstanceOf(PossiblyPersisted.class);
        assertThat(outcome(0, 1).isDelivered()).isTrue();
        assertThat(producer.logs.identities(ORDERS_0)).allMatch(by -> by.producerEpoch() == 0);
    }

    @Test
    void asksAgainForAnIdAfterAPause() {
        // Given
        var errors = new ArrayList<>(List.of(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS));
        producer.brokers.rule(
                ApiKey.INIT_PRODUCER_ID,
                (broker, request) ->
                        InitProducerIdResponse.builder()
                                .errorCode(
                                        errors.isEmpty() ? (short) 0 : errors.removeFirst().code())
                                .producerId(7)
                                .producerEpoch((short) 3)
                                .build());
        producer.send("orders", 0, "a");
        producer.runFor(50 * MILLI);
        int storedBefore = producer.logs.values(ORDERS_0).size();

        // When
        producer.runFor(SECOND);

        // Then
        assertThat(storedBefore).isZero();
        assertThat(producer.logs.identities(ORDERS_0))
                .containsExactly(BatchIdentity.idempotent(7, (short) 3, 0));
    }

    @Test
    void saysWhyBrokersGiveNoId() {
        // Given
        producer.brokers.rule(
                ApiKey.INIT_PRODUCER_ID,
                (broker, request) ->
                        InitProducerIdResponse.builder()
                                .errorCode(ErrorCode.CLUSTER_AUTHORIZATION_FAILED.code())
                                .build());

        // When
        producer.send("orders", 0, "a");
        producer.runFor(SECOND);

        // Then
        assertThat(producer.outcome("a")).isInstanceOf(NotPersisted.class);
        assertThat(producer.outcome("a").toString()).contains("CLUSTER_AUTHORIZATION_FAILED");
        assertThatAllIsFree();
    }

    @Test
    void takesAnotherIdAfterTheLastEpoch() {
        // Given
        var ids = new ArrayList<>(List.of(7L, 8L));
        producer.brokers.rule(
                ApiKey.INIT_PRODUCER_ID,
                (broker, request) ->
                        InitProducerIdResponse.builder()
                                .producerId(ids.getFirst())
                                .producerEpoch(ids.removeFirst() == 7 ? Short.MAX_VALUE : (short) 0)
                                .build());
        producer.warmUp();
        producer.logs.refuse(ORDERS_0, ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);

        // When
        send(0, 0, 1);
        producer.runFor(SECOND);

        // Then
        assertThat(producer.logs.identities(ORDERS_0))
                .endsWith(BatchIdentity.idempotent(8, (short) 0, 0));
    }

    private static ScriptedSinks withWindow(int window) {
        return new ScriptedSinks(config -> config.inFlightMax(window), ChunkPool.checked(1024, 16));
    }

    private static ScriptedSinks withHardlyTimeForASecondAttempt() {
        var bootstrap = new BootstrapServers(List.of(new Endpoint("broker1", 9092)));
        return new ScriptedSinks(config ->
                config.connection(
                                ConnectionConfig.builder(bootstrap)
                                        .requestTimeout(Duration.ofSeconds(60))
                                        .build())
                        .deliveryTimeout(Duration.ofSeconds(61)));
    }

    private void send(int partition, int first, int count) {
        for (int i = first; i < first + count; i++) {
            producer.send("orders", partition, partition + "/" + i + FILLING);
        }
        producer.runFor(10 * MILLI);
    }

    private Outcome outcome(int partition, int number) {
        return producer.outcome(partition + "/" + number + FILLING);
    }

    private Stream<Outcome> outcomes(int partition, int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> outcome(partition, number));
    }

    private static BatchIdentity by(int epoch, int sequence) {
        return BatchIdentity.idempotent(1000, (short) epoch, sequence);
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    /// The numbers of the records that are stored, but for those that warm up.
    private List<Integer> numbers(TopicPartition partition) {
        return producer.logs.values(partition).stream()
                .filter(value -> !value.startsWith("warm"))
                .map(value ->
                        Integer.valueOf(
                                value.substring(value.indexOf('/') + 1, value.indexOf('-'))))
                .toList();
    }

    private void assertThatAllIsFree() {
        assertThat(producer.pool.inUse()).isZero();
    }
}
