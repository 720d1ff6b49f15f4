package io.qanat.client.internal.sink;

import static io.qanat.client.internal.sink.ScriptedSinks.MILLI;
import static io.qanat.client.internal.sink.ScriptedSinks.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.ConnectionLostException;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.ScriptedCluster.Held;
import io.qanat.client.producer.Outcome.NotPersisted;
import io.qanat.client.producer.Outcome.PossiblyPersisted;
import io.qanat.client.producer.Timeline;
import io.qanat.client.producer.Timeline.Attempt;
import io.qanat.client.producer.Timeline.Result;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    private final ScriptedSinks producer = new ScriptedSinks(UnaryOperator.identity());

    @Test
    void tellsTheStepsOfADelivery() {
        // Given
        producer.warmUp();
        producer.brokers.hold(ApiKey.PRODUCE);
        producer.send("orders", 0, "a");
        producer.runFor(25 * MILLI);
        Held held = producer.brokers.takeHeld().getFirst();

        // When
        held.answer(producer.logs.produce(held.request()), producer.now());
        producer.run();

        // Then
        assertThat(producer.outcome("a").timeline())
                .isEqualTo(
                        new Timeline(
                                0,
                                0,
                                5 * MILLI,
                                0,
                                List.of(
                                        new Attempt(
                                                1,
                                                5 * MILLI,
                                                20 * MILLI,
                                                Result.Acknowledged.ACKNOWLEDGED)),
                                0,
                                25 * MILLI));
        assertThat(producer.outcome("a").explain())
                .isEqualTo(
                        """
                        delivered to orders-0 at offset 1 after 25.0 ms
                          linger     5.0 ms
                          attempt 1  broker 1 from 5.0 ms on, 20.0 ms: acknowledged\
                        """);
    }

    @Test
    void tellsOfEveryAttempt() {
        // Given
        producer.warmUp();
        producer.logs.refuse(ORDERS_0, ErrorCode.NOT_ENOUGH_REPLICAS);
        producer.send("orders", 0, "a");

        // When
        producer.runFor(SECOND);

        // Then
        Timeline timeline = producer.outcome("a").timeline();
        assertThat(timeline.attempts()).hasSize(2);
        assertThat(timeline.attempts().getFirst().result())
                .isInstanceOfSatisfying(
                        Result.Failed.class,
                        failed ->
                                assertThat(failed.cause().errorCode())
                                        .contains(ErrorCode.NOT_ENOUGH_REPLICAS));
        assertThat(timeline.attempts().getLast().result())
                .isEqualTo(Result.Acknowledged.ACKNOWLEDGED);
        assertThat(timeline.attempts().getLast().startNanos()).isGreaterThan(80 * MILLI);
    }

    @Test
    void tellsTheWaitForATopicsPartitions() {
        // Given
        producer.send("later", 0, "a");
        producer.runFor(2 * SECOND);
        producer.brokers.topic("later", 1);

        // When
        producer.runFor(2 * SECOND);

        // Then
        Timeline timeline = producer.outcome("a").timeline();
        assertThat(timeline.metadataNanos()).isBetween(2 * SECOND, 4 * SECOND);
        assertThat(timeline.totalNanos()).isGreaterThanOrEqualTo(timeline.metadataNanos());
        assertThat(timeline.attemptCount()).isEqualTo(1);
    }

    @Test
    void countsTheDeliveryTimeFromTheSendOfARecordThatWaitedForItsTopic() {
        // Given
        producer.send("later", 0, "a");
        producer.runFor(100 * SECOND);
        producer.brokers.topic("later", -1);

        // When
        producer.runFor(20 * SECOND);

        // Then
        assertThat(producer.outcome("a")).isInstanceOf(NotPersisted.class);
        assertThat(producer.outcome("a").timeline().totalNanos()).isEqualTo(120 * SECOND);
    }

    @Test
    void tellsTheWaitForRoom() {
        // Given
        producer.warmUp();
        var topic = producer.accumulator.topic("orders");

        // When
        topic.append(producer.record("a").afterLine(3 * MILLI), 0);
        producer.runFor(SECOND);

        // Then
        assertThat(producer.outcome("a").timeline().bufferNanos()).isEqualTo(3 * MILLI);
        assertThat(producer.outcome("a").explain()).contains("buffer     3.0 ms");
    }

    @Test
    void tellsOfAnAttemptThatHasNoAnswer() {
        // Given
        var hurried =
                new ScriptedSinks(config -> config.deliveryTimeout(Duration.ofMillis(30_005)));
        hurried.warmUp();
        hurried.brokers.hold(ApiKey.PRODUCE);
        hurried.send("orders", 0, "a");

        // When
        hurried.runFor(40 * SECOND);

        // Then
        assertThat(hurried.outcome("a")).isInstanceOf(PossiblyPersisted.class);
        assertThat(hurried.outcome("a").explain())
                .startsWith("possibly persisted after 30005.0 ms: produce to orders-0 timed out")
                .contains("attempt 1  broker 1 from 5.0 ms on, 30000.0 ms: ");
    }

    @Test
    void keepsTheFirstAndTheLastOfManyAttempts() {
        // Given
        producer.warmUp();
        var refusals = new ErrorCode[1000];
        Arrays.fill(refusals, ErrorCode.NOT_ENOUGH_REPLICAS);
        producer.logs.refuse(ORDERS_0, refusals);
        producer.send("orders", 0, "a");

        // When
        producer.runFor(121 * SECOND);

        // Then
        Timeline timeline = producer.outcome("a").timeline();
        assertThat(timeline.attempts()).hasSize(8);
        assertThat(timeline.attemptCount()).isGreaterThan(50);
        assertThat(timeline.attempts().getFirst().startNanos()).isEqualTo(5 * MILLI);
        assertThat(timeline.attempts().getLast().startNanos()).isGreaterThan(110 * SECOND);
        assertThat(producer.outcome("a").explain())
                .contains(
                        timeline.attemptsOmitted() + " more attempts",
                        "attempt " + timeline.attemptCount());
    }

    @Test
    void namesTheFailureOfAnAttemptThatBroke() {
        // Given
        producer.warmUp();
        producer.brokers.hold(ApiKey.PRODUCE);
        producer.send("orders", 0, "a");
        producer.runFor(10 * MILLI);
        producer.brokers.answerAgain(ApiKey.PRODUCE);

        // When
        producer.brokers.takeHeld().getFirst().wire().reset(producer.now());
        producer.runFor(SECOND);

        // Then
        assertThat(producer.outcome("a").timeline().attempts().getFirst().result())
                .isInstanceOfSatisfying(
                        Result.Failed.class,
                        failed ->
                                assertThat(failed.cause())
                                        .isInstanceOf(ConnectionLostException.class));
    }
}
