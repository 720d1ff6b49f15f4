package io.qanat.it.concept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.ConfigException;
import io.qanat.client.producer.Acks;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.it.node.BrokerProcess;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.ProduceRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/// Rows B11 and B12: order and copies when requests are sent again.
abstract class OrderRules extends ConceptRules {
    private static final Turn LATE = Turn.refusedBehindTheNext(ErrorCode.NOT_ENOUGH_REPLICAS);

    OrderRules(BrokerProcess broker) {
        super(broker);
    }

    /// So it is with Apache Kafka's producer: the second batch is stored before the first one is
    /// sent again.
    @Test
    void b11RetriesReorderWithSeveralRequestsInFlight() throws Exception {
        // Given
        createTopic(1);
        // Too long to find room in the batch of the first one.
        String second = "second" + "!".repeat(100);
        try (var relay = relay(number -> number == 0 ? LATE : Turn.Plain.PASSED)) {
            Map<String, Object> config =
                    Map.of(
                            "bootstrap.servers",
                            relay.bootstrap(),
                            "enable.idempotence",
                            false,
                            "batch.size",
                            0,
                            "linger.ms",
                            0);
            try (var kafkas =
                    new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
                // When
                var sent =
                        Stream.of("first", second)
                                .map(value -> kafkas.send(new ProducerRecord<>(topic(), value)))
                                .toList();
                kafkas.flush();
                assertThat(sent).allMatch(Future::isDone);
            }
        }
        // Then
        assertThat(onlooker().values(topic())).containsExactly(second, "first");
    }

    @Test
    void b11OneBatchInFlightKeepsTheOrderWithoutIdempotence() throws Exception {
        // Given
        Turn refused = Turn.refused(ErrorCode.NOT_ENOUGH_REPLICAS);
        // When
        List<String> values = valuesAfter(refused, c -> c.idempotent(false));
        // Then
        assertThat(values).containsExactly("before", "0", "1", "2", "3", "4");
    }

    @Test
    void b11IdempotenceKeepsTheOrderWithFiveInFlight() throws Exception {
        // When
        List<String> values = valuesAfter(LATE, c -> c.idempotent(true).inFlightMax(5));
        // Then
        assertThat(values).containsExactly("before", "0", "1", "2", "3", "4");
    }

    /// What is stored when the second request suffers `turn`, while more are sent.
    private List<String> valuesAfter(Turn turn, UnaryOperator<ProducerConfig.Builder> settings)
            throws IOException {
        createTopic(1);
        try (var relay = relay(number -> number == 1 ? turn : Turn.Plain.PASSED);
                var producer = producer(relay.bootstrap(), c -> settings.apply(oneByOne(c)))) {
            producer.send(record("before")).join().orThrow();
            var sent =
                    IntStream.range(0, 5)
                            .mapToObj(i -> producer.send(record(Integer.toString(i))))
                            .toList();
            assertThat(sent).allMatch(outcome -> outcome.join().isDelivered());
        }
        return onlooker().values(topic());
    }

    @Test
    void b12CopyOfABatchIsASuccessAndNotStoredAgain() throws Exception {
        // Given
        createTopic(1);
        try (var relay = answerLost();
                var producer = producer(relay.bootstrap(), ConceptRules::oneByOne)) {
            // When
            Outcome outcome = producer.send(record("value")).join();
            // Then
            assertThat(outcome.orThrow().offset()).isZero();
            assertThat(outcome.timeline().attemptCount()).isEqualTo(2);
            assertThat(batches(relay.produced()))
                    .hasSize(2)
                    .allMatch(batch -> batch.producerId() >= 0 && batch.baseSequence() == 0);
        }
        assertThat(onlooker().values(topic())).containsExactly("value");
    }

    @Test
    void b12WithoutIdempotenceTheCopyIsStoredToo() throws Exception {
        // Given
        createTopic(1);
        try (var relay = answerLost();
                var producer = producer(relay.bootstrap(), c -> c.idempotent(false))) {
            // When
            Outcome outcome = producer.send(record("value")).join();
            // Then
            assertThat(outcome.isDelivered()).isTrue();
        }
        assertThat(onlooker().values(topic())).containsExactly("value", "value");
    }

    @Test
    void b12EachPartitionCountsItsRecords() throws Exception {
        // Given
        createTopic(2);
        try (var relay = relay(number -> Turn.Plain.PASSED);
                var producer = producer(relay.bootstrap(), ConceptRules::oneByOne)) {
            // When
            for (int i = 0; i < 6; i++) {
                producer.send(inPartition(i % 2, "value")).join().orThrow();
            }
            // Then
            assertThat(batches(relay.produced()))
                    .hasSize(6)
                    .extracting(RecordBatch::baseSequence)
                    .containsExactly(0, 0, 1, 1, 2, 2);
            assertThat(batches(relay.produced()))
                    .extracting(RecordBatch::producerId)
                    .containsOnly(batches(relay.produced()).getFirst().producerId());
        }
    }

    @Test
    void b12NeedsAcksAllRetriesAndAtMostFiveInFlight() {
        List<UnaryOperator<ProducerConfig.Builder>> contradictions =
                List.of(c -> c.acks(Acks.LEADER), c -> c.retriesMax(0), c -> c.inFlightMax(6));
        for (var contradiction : contradictions) {
            // When
            assertThatThrownBy(() ->
                            config(
                                    broker.bootstrap(),
                                    c -> contradiction.apply(c.idempotent(true))))
                    // Then
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("enable.idempotence");
            assertThat(config(broker.bootstrap(), contradiction).isIdempotent()).isFalse();
        }
        assertThat(config(broker.bootstrap(), c -> c).isIdempotent()).isTrue();
    }

    @Test
    void b12AnotherSessionOfTheProducerIsAnotherProducer() {
        // Given
        createTopic(1);
        for (int session = 0; session < 2; session++) {
            try (var producer = producer(c -> c)) {
                // When
                producer.send(record("value")).join().orThrow();
            }
        }
        // Then
        assertThat(onlooker().values(topic())).containsExactly("value", "value");
    }

    /// Whatever the halted broker took from its sockets when it goes on, it has been sent again.
    @Test
    void b12HaltsOfTheBrokerNeitherRepeatNorReorder() throws Exception {
        // Given
        createTopic(1);
        var sent = new ArrayList<CompletableFuture<Outcome>>();
        Duration requestTimeout = Duration.ofMillis(300);
        try (var producer =
                producer(c -> oneByOne(impatient(broker.bootstrap(), requestTimeout).apply(c)))) {
            // When
            for (int halt = 0; halt < 2; halt++) {
                send(producer, 200, sent);
                try (var pause = broker.pause()) {
                    send(producer, 200, sent);
                    untilTimeIsOver(producer, requestTimeout.multipliedBy(2));
                    pause.end();
                }
            }
            // Then
            assertThat(sent).allMatch(outcome -> outcome.join().isDelivered());
        }
        List<String> values =
                onlooker().values(topic()).stream().filter(v -> !v.equals("witness")).toList();
        assertThat(values).isEqualTo(IntStream.range(0, 800).mapToObj(Integer::toString).toList());
    }

    private void send(
            Producer<String, String> producer, int count, List<CompletableFuture<Outcome>> sent) {
        for (int i = 0; i < count; i++) {
            sent.add(producer.send(record(Integer.toString(sent.size()))));
        }
    }

    private Relay answerLost() throws IOException {
        return relay(number -> number == 0 ? Turn.Plain.ANSWER_LOST : Turn.Plain.PASSED);
    }

    private static List<RecordBatch> batches(List<ProduceRequest> requests) {
        var batches = new ArrayList<RecordBatch>();
        for (var request : requests) {
            for (var topic : request.topicData()) {
                for (var partition : topic.partitionData()) {
                    var bytes = Objects.requireNonNull(partition.records()).joined();
                    MemoryRecords.readableRecords(bytes).batches().forEach(batches::add);
                }
            }
        }
        return batches;
    }
}
