package io.qanat.it.concept;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.ClientException;
import io.qanat.client.DeadlineException;
import io.qanat.client.RecordTooLargeException;
import io.qanat.client.SerializationException;
import io.qanat.client.producer.Acks;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import io.qanat.client.producer.Timeline;
import io.qanat.client.producer.Timeline.Attempt;
import io.qanat.it.node.BrokerProcess;
import io.qanat.protocol.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Rows B8 to B10: what is acknowledged, and what is tried again.
abstract class RetryRules extends ConceptRules {
    private static final Duration SOON = Duration.ofMillis(300);

    RetryRules(BrokerProcess broker) {
        super(broker);
    }

    /// The first request never reaches the broker.
    @ParameterizedTest
    @EnumSource(Acks.class)
    void b8OnlyWhatIsAcknowledgedIsSafe(Acks acks) throws Exception {
        // Given
        createTopic(1);
        Outcome outcome;
        try (var relay = relay(number -> number == 0 ? Turn.Plain.LOST : Turn.Plain.PASSED);
                var producer = producer(relay.bootstrap(), c -> c.acks(acks))) {
            // When
            outcome = producer.send(record("value")).join();
        }
        // Then
        assertThat(outcome.isDelivered()).isTrue();
        boolean isThere = acks != Acks.NONE;
        assertThat(outcome.orThrow().offset()).isEqualTo(isThere ? 0 : -1);
        onlooker().awaitCount(topic(), isThere ? 1 : 0);
        assertThat(onlooker().count(topic())).isEqualTo(isThere ? 1 : 0);
    }

    /// More than all there are cannot be asked for (KIP-966).
    @Test
    void b8OnlyReplicaIsAllInSyncReplicas() {
        // Given
        onlooker().create(topic(), 1, Map.of("min.insync.replicas", "2"));
        try (var producer = producer(c -> c.acks(Acks.ALL))) {
            // When
            Outcome outcome = producer.send(record("value")).join();
            // Then
            assertThat(outcome.isDelivered()).isTrue();
        }
        assertThat(onlooker().values(topic())).containsExactly("value");
    }

    @Test
    void b9HaltedBrokerIsTriedAgainUntilItAnswers() throws Exception {
        // Given
        createTopic(1);
        try (var producer = producer(impatient(broker.bootstrap(), SOON))) {
            producer.send(record("before")).join();
            Outcome outcome;
            try (var pause = broker.pause()) {
                // When
                var sent = producer.send(record("value"));
                Outcome witness = untilTimeIsOver(producer, SOON.multipliedBy(2));
                // Then
                assertThat(witness.isDelivered()).isFalse();
                assertThat(sent).isNotDone();
                pause.end();
                outcome = sent.join();
            }
            assertThat(outcome.isDelivered()).isTrue();
            Attempt first = outcome.timeline().attempts().getFirst();
            assertThat(outcome.timeline().attemptCount()).isGreaterThan(1);
            assertThat(first.result()).isInstanceOf(Timeline.Result.Failed.class);
            assertThat(first.tookNanos()).isGreaterThanOrEqualTo(SOON.toNanos());
        }
        assertThat(onlooker().values(topic())).startsWith("before", "value");
    }

    @Test
    void b9PausesBetweenAttemptsGrowExponentially() throws Exception {
        // Given
        createTopic(1);
        List<Attempt> attempts;
        try (var relay =
                        relay(number ->
                                number < 5
                                        ? Turn.refused(ErrorCode.NOT_ENOUGH_REPLICAS)
                                        : Turn.Plain.PASSED);
                var producer = producer(relay.bootstrap(), impatient(relay.bootstrap(), SOON))) {
            // When
            attempts = producer.send(record("value")).join().orThrow().timeline().attempts();
        }
        // Then: 20 ms, doubled each time, a fifth more or less
        assertThat(attempts).hasSize(6);
        for (int i = 1; i < attempts.size(); i++) {
            Attempt before = attempts.get(i - 1);
            long pauseNanos =
                    attempts.get(i).startNanos() - before.startNanos() - before.tookNanos();
            assertThat(pauseNanos)
                    .as("pause %d", i)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(16).toNanos() << (i - 1));
        }
    }

    @Test
    void b9DeliveryTimeoutEndsTheTrying() throws Exception {
        // Given
        createTopic(1);
        try (var relay = relay(number -> Turn.refused(ErrorCode.NOT_ENOUGH_REPLICAS));
                var producer =
                        producer(
                                relay.bootstrap(),
                                c ->
                                        impatient(relay.bootstrap(), SOON)
                                                .apply(c)
                                                .deliveryTimeout(SOON.multipliedBy(2)))) {
            // When
            Outcome outcome = producer.send(record("value")).join();
            // Then
            assertThat(cause(outcome))
                    .isInstanceOf(DeadlineException.class)
                    .hasMessageContaining("NOT_ENOUGH_REPLICAS");
            assertThat(outcome.timeline().attemptCount()).isGreaterThan(1);
        }
        assertThat(onlooker().count(topic())).isZero();
    }

    @Test
    void b9RetriesAreCounted() throws Exception {
        // Given
        createTopic(1);
        try (var relay = relay(number -> Turn.refused(ErrorCode.NOT_ENOUGH_REPLICAS));
                var producer = producer(relay.bootstrap(), c -> c.retriesMax(2))) {
            // When
            Outcome outcome = producer.send(record("value")).join();
            // Then
            assertThat(outcome).isInstanceOf(Outcome.NotPersisted.class);
            assertThat(relay.produced()).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "LEADER_NOT_AVAILABLE",
                "NOT_LEADER_OR_FOLLOWER",
                "NOT_ENOUGH_REPLICAS",
                "REQUEST_TIMED_OUT",
                "CORRUPT_MESSAGE"
            })
    void b10WhatCanPassIsTriedAgain(ErrorCode code) throws Exception {
        assertIsTriedAgainAfter(Turn.refused(code));
    }

    @Test
    void b10LostConnectionIsTriedAgain() throws Exception {
        assertIsTriedAgainAfter(Turn.Plain.LOST);
    }

    private void assertIsTriedAgainAfter(Turn first) throws Exception {
        // Given
        createTopic(1);
        try (var relay = relay(number -> number == 0 ? first : Turn.Plain.PASSED);
                var producer = producer(relay.bootstrap(), c -> c)) {
            // When
            Outcome outcome = producer.send(record("value")).join();
            // Then
            assertThat(outcome.isDelivered()).isTrue();
            assertThat(outcome.timeline().attemptCount()).isEqualTo(2);
        }
        assertThat(onlooker().values(topic())).containsExactly("value");
    }

    @ParameterizedTest
    @EnumSource(names = {"TOPIC_AUTHORIZATION_FAILED", "INVALID_RECORD", "MESSAGE_TOO_LARGE"})
    void b10WhatCannotPassIsNotTriedAgain(ErrorCode code) throws Exception {
        // Given
        createTopic(1);
        try (var relay = relay(number -> Turn.refused(code));
                var producer = producer(relay.bootstrap(), c -> c)) {
            // When
            Outcome outcome = producer.send(record("value")).join();
            // Then
            assertThat(outcome).isInstanceOf(Outcome.NotPersisted.class);
            assertThat(cause(outcome).errorCode()).hasValue(code);
            assertThat(relay.produced()).hasSize(1);
        }
    }

    @Test
    void b10SerializationFailureIsNotTriedAgain() {
        // Given
        Serializer<String> moody =
                (topic, data) -> {
                    if ("bad".equals(data)) {
                        throw new IllegalArgumentException("no such value");
                    }
                    return Serializer.STRING.serialize(topic, data);
                };
        try (var producer =
                Producer.create(config(broker.bootstrap(), c -> c), Serializer.STRING, moody)) {
            // When
            Outcome bad = producer.send(record("bad")).join();
            Outcome good = producer.send(record("good")).join();
            // Then
            assertThat(cause(bad)).isInstanceOf(SerializationException.class);
            assertThat(good.isDelivered()).isTrue();
        }
        assertThat(onlooker().values(topic())).containsExactly("good");
    }

    @Test
    void b10TooLargeRecordIsRefusedByProducerAndByBroker() {
        // Given
        onlooker().create(topic(), 1, Map.of("max.message.bytes", "2000"));
        try (var producer = producer(c -> c.requestBytesMax(10_000))) {
            // When
            Outcome forUs = producer.send(record("x".repeat(10_000))).join();
            Outcome forTheBroker = producer.send(record("x".repeat(5_000))).join();
            // Then
            assertThat(cause(forUs)).isInstanceOf(RecordTooLargeException.class);
            assertThat(forUs.timeline().attemptCount()).isZero();
            assertThat(cause(forTheBroker).errorCode()).hasValue(ErrorCode.MESSAGE_TOO_LARGE);
            assertThat(forTheBroker.timeline().attemptCount()).isEqualTo(1);
            assertThat(forTheBroker).isInstanceOf(Outcome.NotPersisted.class);
        }
    }

    @Test
    void b10InvalidTopicIsNotTriedAgain() {
        try (var producer = producer(c -> c)) {
            // When
            Outcome outcome = producer.send(new ProducerRecord<>("no blanks here", "value")).join();
            // Then
            assertThat(outcome).isInstanceOf(Outcome.NotPersisted.class);
            assertThat(cause(outcome).errorCode()).hasValue(ErrorCode.INVALID_TOPIC_EXCEPTION);
            assertThat(outcome.timeline().attemptCount()).isZero();
        }
    }

    private static ClientException cause(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered delivered -> throw new AssertionError("delivered: " + delivered);
            case Outcome.NotPersisted refused -> refused.cause();
            case Outcome.PossiblyPersisted unknown -> unknown.cause();
        };
    }
}
