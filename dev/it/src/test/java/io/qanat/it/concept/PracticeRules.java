package io.qanat.it.concept;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BufferFullException;
import io.qanat.client.producer.Acceptance;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Preset;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.it.node.BrokerProcess;
import io.qanat.it.wire.StoredBatches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Rows B13 and B14: ways to send, and how a producer is used well.
abstract class PracticeRules extends ConceptRules {
    private static final List<String> WATCHED =
            List.of(
                    "record-send-rate",
                    "record-error-rate",
                    "request-latency-avg",
                    "batch-size-avg",
                    "buffer-available-bytes");

    PracticeRules(BrokerProcess broker) {
        super(broker);
    }

    @Test
    void b13FireAndForget() {
        // Given
        createTopic(1);
        // When
        try (var producer = producer(c -> c)) {
            for (int i = 0; i < 100; i++) {
                producer.send(record("value"), Callback.NONE);
            }
        }
        // Then
        assertThat(onlooker().count(topic())).isEqualTo(100);
    }

    @Test
    void b13Synchronous() {
        // Given
        createTopic(1);
        try (var producer = producer(c -> c.linger(Duration.ZERO))) {
            for (int i = 0; i < 5; i++) {
                // When
                Outcome outcome = producer.send(record("value")).join();
                // Then
                assertThat(outcome.orThrow().offset()).isEqualTo(i);
                assertThat(onlooker().count(topic())).isEqualTo(i + 1);
            }
        }
    }

    @Test
    void b13CallbacksOfAPartitionAreCalledInOrder() {
        // Given
        createTopic(3);
        var called = new CopyOnWriteArrayList<Outcome>();
        // When
        try (var producer = producer(ConceptRules::oneByOne)) {
            for (int i = 0; i < 300; i++) {
                producer.send(inPartition(i % 3, "value"), called::add);
            }
        }
        // Then
        assertThat(called).hasSize(300);
        for (int partition = 0; partition < 3; partition++) {
            int chosen = partition;
            assertThat(called.stream().map(Outcome::orThrow).filter(d -> d.partition() == chosen))
                    .extracting(Outcome.Delivered::offset)
                    .isEqualTo(IntStream.range(0, 100).mapToObj(Long::valueOf).toList());
        }
    }

    @Test
    void b14OneProducerServesManyThreads() throws Exception {
        // Given
        createTopic(1);
        var values = List.of("a", "b", "c", "d");
        try (var producer = producer(c -> c);
                var threads = Executors.newFixedThreadPool(values.size())) {
            // When
            for (String value : values) {
                threads.execute(() ->
                        IntStream.range(0, 250)
                                .forEach(i ->
                                        producer.send(record(value, value + i), Callback.NONE)));
            }
        }
        // Then
        var read = onlooker().records(topic());
        assertThat(read).hasSize(1_000);
        for (String value : values) {
            assertThat(read.stream().filter(stored -> stored.key().equals(value)))
                    .extracting(stored -> stored.value())
                    .isEqualTo(IntStream.range(0, 250).mapToObj(i -> value + i).toList());
        }
    }

    @Test
    void b14ClosingDeliversWhatWasSent() {
        // Given
        createTopic(1);
        var producer = producer(ConceptRules::withoutEndOfLinger);
        var sent = producer.send(record("value"));
        // When
        producer.close();
        // Then
        assertThat(sent.join().isDelivered()).isTrue();
        assertThat(onlooker().count(topic())).isEqualTo(1);
    }

    @Test
    void b14ErrorsComeToTheCallback() {
        // Given
        createTopic(1);
        var outcomes = new CopyOnWriteArrayList<Outcome>();
        // When
        try (var producer = producer(c -> c)) {
            producer.send(new ProducerRecord<>("no blanks here", "value"), outcomes::add);
            producer.send(inPartition(7, "there is no such partition"), outcomes::add);
        }
        // Then
        assertThat(outcomes).hasSize(2).allMatch(Outcome.NotPersisted.class::isInstance);
    }

    @Test
    void b14FullBufferIsToldOrWaitedFor() throws Exception {
        // Given
        createTopic(1);
        var waited = new CompletableFuture<Outcome>();
        var sent = new ArrayList<CompletableFuture<Outcome>>();
        try (var producer = producer(c -> c.bufferBytes(50_000))) {
            producer.send(record("before")).join().orThrow();
            try (var pause = broker.pause()) {
                Acceptance.Refused refused = fill(producer, sent);
                // When
                Thread waiting = Thread.ofVirtual().start(() -> sendBlocking(producer, waited));
                assertThat(refused.cause()).isInstanceOf(BufferFullException.class);
                assertThat(waited).isNotDone();
                pause.end();
                waiting.join();
            }
            // Then
            assertThat(waited.join().isDelivered()).isTrue();
            assertThat(sent).allMatch(outcome -> outcome.join().isDelivered());
        }
        assertThat(onlooker().count(topic())).isEqualTo(sent.size() + 2);
    }

    private Acceptance.Refused fill(
            Producer<String, String> producer, List<CompletableFuture<Outcome>> sent) {
        while (true) {
            switch (producer.trySend(record("x".repeat(1_000)))) {
                case Acceptance.Accepted accepted -> sent.add(accepted.outcome());
                case Acceptance.Refused refused -> {
                    return refused;
                }
            }
        }
    }

    private void sendBlocking(
            Producer<String, String> producer, CompletableFuture<Outcome> outcome) {
        try {
            producer.sendBlocking(record("x".repeat(1_000)), outcome::complete);
        } catch (InterruptedException e) {
            outcome.completeExceptionally(e);
        }
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void b14PresetsDeliver(Preset preset) throws Exception {
        // Given
        createTopic(1);
        // When
        try (var producer = producer(c -> c.preset(preset))) {
            for (int i = 0; i < 100; i++) {
                producer.send(record("value " + i), Callback.NONE);
            }
        }
        // Then: what only the leader has written may not be seen yet
        onlooker().awaitCount(topic(), 100);
        assertThat(onlooker().values(topic()))
                .isEqualTo(IntStream.range(0, 100).mapToObj(i -> "value " + i).toList());
        assertThat(StoredBatches.codecs(broker.address(), topic()))
                .containsExactly(preset == Preset.HIGH_THROUGHPUT ? "lz4" : "none");
    }

    @Test
    void b14MetricsHaveKafkasNames() {
        // Given
        createTopic(1);
        var failed = new ProducerRecord<String, String>("no blanks here", "value");
        try (var producer = producer(c -> c)) {
            for (int i = 0; i < 100; i++) {
                producer.send(record("value")).join().orThrow();
            }
            producer.send(failed).join();
            // When
            Map<String, Double> metrics = producer.metrics().byName();
            // Then
            assertThat(namesOfKafkas()).containsAll(WATCHED);
            assertThat(metrics).containsKeys(WATCHED.toArray(String[]::new));
            WATCHED.forEach(name -> assertThat(metrics.get(name)).as(name).isPositive());
            assertThat(metrics.get("record-error-rate"))
                    .isLessThan(metrics.get("record-send-rate"));
        }
    }

    private List<String> namesOfKafkas() {
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrap());
        try (var kafkas =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            return kafkas.metrics().keySet().stream().map(MetricName::name).distinct().toList();
        }
    }
}
