package io.qanat.it.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.FencedException;
import io.qanat.client.TopicPartition;
import io.qanat.client.TransactionException;
import io.qanat.client.admin.Admin;
import io.qanat.client.admin.NewTopic;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.CommitOutcome;
import io.qanat.client.producer.GroupMember;
import io.qanat.client.producer.GroupOffset;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Our producer's transactions, as kafka-clients reads them.
@Timeout(120)
abstract class TransactionRules {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String bootstrap;
    private final CommittedReader reader;

    TransactionRules(InetSocketAddress address) {
        this.bootstrap = "127.0.0.1:" + address.getPort();
        this.reader = new CommittedReader(bootstrap);
    }

    @Test
    void whatIsCommittedIsReadAndWhatIsAbortedIsNot() throws InterruptedException {
        // Given
        topic("mixed", 3);
        List<String> expected = new ArrayList<>();

        // When
        try (var producer = producer("mixed")) {
            for (int i = 0; i < 10; i++) {
                try (var transaction = producer.begin()) {
                    transaction.send(new ProducerRecord<>("mixed", "a" + i), Callback.NONE);
                    transaction.send(
                            new ProducerRecord<>("mixed", "key" + i, "b" + i), Callback.NONE);
                    if (i % 3 == 1) {
                        transaction.abort();
                    } else {
                        assertThat(transaction.commit().isCommitted()).isTrue();
                        expected.addAll(List.of("a" + i, "b" + i));
                    }
                }
            }
        }

        // Then
        assertThat(reader.values("mixed")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void recordsOfManyBatchesCountTogether() throws InterruptedException {
        // Given
        topic("large", 2);
        List<String> expected = new ArrayList<>();

        // When
        CommitOutcome outcome;
        try (var producer = producer("large")) {
            outcome =
                    producer.transaction(transaction -> {
                        for (int i = 0; i < 20_000; i++) {
                            expected.add("record-" + i);
                            transaction.sendBlocking(
                                    new ProducerRecord<>("large", "record-" + i), Callback.NONE);
                        }
                    });
        }

        // Then
        assertThat(outcome.isCommitted()).isTrue();
        assertThat(reader.values("large")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void offsetsCountWithTheTransaction() throws InterruptedException {
        // Given
        topic("input", 2);
        var first = new TopicPartition("input", 0);
        var second = new TopicPartition("input", 1);

        // When
        try (var producer = producer("offsets")) {
            producer.transaction(
                            transaction -> {
                                transaction.send(
                                        new ProducerRecord<>("input", "with offsets"),
                                        Callback.NONE);
                                transaction.sendOffsets("copiers", Map.of(first, 7L, second, 3L));
                            })
                    .orThrow();
            producer.transaction(transaction ->
                            transaction.sendOffsets(
                                    GroupMember.none("copiers"),
                                    Map.of(second, new GroupOffset(4, 2, "note"))))
                    .orThrow();
            try (var transaction = producer.begin()) {
                transaction.sendOffsets("copiers", Map.of(first, 100L, second, 100L));
                transaction.abort();
            }
        }

        // Then
        assertThat(reader.offsets("copiers"))
                .isEqualTo(
                        Map.of(
                                new org.apache.kafka.common.TopicPartition("input", 0),
                                new OffsetAndMetadata(7),
                                new org.apache.kafka.common.TopicPartition("input", 1),
                                new OffsetAndMetadata(4, Optional.of(2), "note")));
    }

    @Test
    void offsetsOfAMemberThatTheGroupDoesNotKnowDoomTheTransaction() throws InterruptedException {
        // Given
        topic("members", 1);
        var member = new GroupMember("strangers", 5, "nobody", Optional.empty());

        // When
        CommitOutcome outcome;
        CommitOutcome next;
        try (var producer = producer("members")) {
            outcome =
                    producer.transaction(transaction -> {
                        transaction.send(new ProducerRecord<>("members", "lost"), Callback.NONE);
                        transaction.sendOffsets(
                                member,
                                Map.of(new TopicPartition("members", 0), GroupOffset.of(1)));
                    });
            next =
                    producer.transaction(
                            t -> t.send(new ProducerRecord<>("members", "kept"), Callback.NONE));
        }

        // Then
        assertThat(outcome).isInstanceOf(CommitOutcome.NotCommitted.class);
        assertThat(next.isCommitted()).isTrue();
        assertThat(reader.values("members")).containsExactly("kept");
    }

    @Test
    void aNewerProducerFencesAnOlderOne() throws InterruptedException {
        // Given
        topic("fenced", 1);

        // When
        CommitOutcome outcome;
        Throwable again;
        try (var older = producer("fenced");
                var newer = producer("fenced")) {
            var transaction = older.begin();
            assertThat(
                            transaction
                                    .send(new ProducerRecord<>("fenced", "of the older"))
                                    .join()
                                    .isDelivered())
                    .isTrue();
            newer.initialize(LIMIT);
            outcome = transaction.commit();
            again = catchThrowable(older::begin);
            newer.transaction(t ->
                            t.send(new ProducerRecord<>("fenced", "of the newer"), Callback.NONE))
                    .orThrow();
        }

        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        CommitOutcome.NotCommitted.class,
                        refused -> assertThat(refused.cause()).isInstanceOf(FencedException.class));
        assertThat(again).isInstanceOf(FencedException.class);
        assertThat(reader.values("fenced")).containsExactly("of the newer");
    }

    @Test
    void aRecordThatIsNotDeliveredDoomsItsTransaction() throws InterruptedException {
        // Given
        topic("doomed", 1);

        // When
        CommitOutcome outcome;
        CommitOutcome next;
        try (var producer = producer("doomed")) {
            outcome =
                    producer.transaction(transaction -> {
                        assertThat(
                                        transaction
                                                .send(new ProducerRecord<>("doomed", "stored"))
                                                .join()
                                                .isDelivered())
                                .isTrue();
                        transaction.send(
                                new ProducerRecord<>("doomed", 7, null, null, "nowhere", List.of()),
                                Callback.NONE);
                    });
            next =
                    producer.transaction(
                            t -> t.send(new ProducerRecord<>("doomed", "kept"), Callback.NONE));
        }

        // Then
        assertThat(outcome).isInstanceOf(CommitOutcome.NotCommitted.class);
        assertThat(next.isCommitted()).isTrue();
        assertThat(reader.values("doomed")).containsExactly("kept");
    }

    @Test
    void anIdleTransactionIsAbortedBeforeTheBrokersDoThat() throws InterruptedException {
        // Given
        topic("idle", 1);

        // When
        CommitOutcome outcome;
        CommitOutcome next;
        try (var producer = producer("idle", Duration.ofSeconds(2))) {
            try (var transaction = producer.begin()) {
                assertThat(
                                transaction
                                        .send(new ProducerRecord<>("idle", "forgotten"))
                                        .join()
                                        .isDelivered())
                        .isTrue();
                Awaitility.await("the transaction is ended")
                        .atMost(LIMIT)
                        .until(() -> isRefused(transaction.send(record("idle"))));
                outcome = transaction.commit();
            }
            next =
                    producer.transaction(
                            t -> t.send(new ProducerRecord<>("idle", "kept"), Callback.NONE));
        }

        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        CommitOutcome.NotCommitted.class,
                        refused ->
                                assertThat(refused.cause())
                                        .isInstanceOf(TransactionException.class)
                                        .hasMessageContaining("transaction.timeout.ms (2000)"));
        assertThat(next.isCommitted()).isTrue();
        assertThat(reader.values("idle")).containsExactly("kept");
    }

    @Test
    void whatTheBodyThrowsAborts() throws InterruptedException {
        // Given
        topic("thrown", 1);

        // When
        try (var producer = producer("thrown")) {
            assertThatThrownBy(() ->
                            producer.transaction(transaction -> {
                                assertThat(
                                                transaction
                                                        .send(
                                                                new ProducerRecord<>(
                                                                        "thrown", "lost"))
                                                        .join()
                                                        .isDelivered())
                                        .isTrue();
                                throw new IllegalArgumentException("the application's own");
                            }))
                    .isInstanceOf(IllegalArgumentException.class);
            producer.transaction(t -> t.send(new ProducerRecord<>("thrown", "kept"), Callback.NONE))
                    .orThrow();
        }

        // Then
        assertThat(reader.values("thrown")).containsExactly("kept");
    }

    @Test
    void outsideOfATransactionNoRecordIsTaken() throws InterruptedException {
        // Given
        topic("outside", 1);

        // When
        Outcome before;
        Outcome after;
        try (var producer = producer("outside")) {
            before = producer.send(record("outside")).join();
            producer.transaction(
                            t -> t.send(new ProducerRecord<>("outside", "kept"), Callback.NONE))
                    .orThrow();
            after = producer.send(record("outside")).join();
        }

        // Then
        assertThat(List.of(before, after))
                .allSatisfy(outcome ->
                        assertThatThrownBy(outcome::orThrow)
                                .isInstanceOf(TransactionException.class)
                                .hasMessageContaining("begin one first"));
        assertThat(reader.values("outside")).containsExactly("kept");
    }

    @Test
    void anEmptyTransactionIsCommitted() throws InterruptedException {
        // Given
        try (var producer = producer("empty")) {

            // When
            CommitOutcome outcome = producer.transaction(transaction -> {});

            // Then
            assertThat(outcome.isCommitted()).isTrue();
        }
    }

    @Test
    void closingTheProducerAbortsWhatIsOpen() throws InterruptedException {
        // Given
        topic("closed", 1);

        // When
        try (var producer = producer("closed")) {
            assertThat(
                            producer.begin()
                                    .send(new ProducerRecord<>("closed", "lost"))
                                    .join()
                                    .isDelivered())
                    .isTrue();
        }

        // Then
        assertThat(reader.values("closed")).isEmpty();
    }

    private static boolean isRefused(CompletableFuture<Outcome> sent) {
        return sent.join() instanceof Outcome.NotPersisted;
    }

    private static ProducerRecord<String, String> record(String topic) {
        return new ProducerRecord<>(topic, "one too many");
    }

    private Producer<String, String> producer(String id) {
        return producer(id, Duration.ofMinutes(1));
    }

    private Producer<String, String> producer(String id, Duration timeout) {
        var config =
                ProducerConfig.builder(BootstrapServers.parse(bootstrap))
                        .transactionalId("rules-" + id)
                        .transactionTimeout(timeout)
                        .build();
        return Producer.create(config, Serializer.STRING, Serializer.STRING);
    }

    private void topic(String name, int partitions) {
        var connection = ConnectionConfig.of(BootstrapServers.parse(bootstrap));
        try (var admin = Admin.create(connection)) {
            admin.createTopic(new NewTopic(name, partitions)).join();
        }
    }
}
