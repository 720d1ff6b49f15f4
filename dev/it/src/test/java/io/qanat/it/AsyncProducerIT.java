package io.qanat.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BootstrapServers;
import io.qanat.client.BufferFullException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.async.AsyncProducer;
import io.qanat.client.async.AsyncProducerConfig;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import io.qanat.it.node.NodeProcess;
import io.qanat.it.node.QanatNode;
import io.qanat.it.peer.KafkaClientsClient;
import io.qanat.it.peer.Octets;
import io.qanat.it.peer.SampleRecord;
import io.qanat.it.peer.StoredRecord;
import io.qanat.record.RecordHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The batching facade against our broker, read back by Apache Kafka's own client.
@Timeout(120)
class AsyncProducerIT {
    private static final String TOPIC = "async";
    private static final int DELIVERED_BEFORE_KILL = 3_000;

    @TempDir private Path data;

    @Test
    void keepsEveryFieldAndTheOrderOfItsBatches() throws IOException, InterruptedException {
        // Given
        List<ProducerRecord<String, String>> records =
                IntStream.range(0, 2_500)
                        .mapToObj(i ->
                                new ProducerRecord<>(
                                        TOPIC,
                                        0,
                                        1_000L + i,
                                        "key " + i,
                                        "value " + i,
                                        List.of(header("n", "header " + i))))
                        .toList();
        List<StoredRecord> stored;
        try (var node = QanatNode.start(data);
                var producer = producer(node.bootstrap())) {
            // When
            List<Outcome> outcomes = producer.produceAll(records).join();
            assertThat(outcomes).hasSize(2_500).allMatch(Outcome::isDelivered);
            stored = new KafkaClientsClient().consumeAll(node.bootstrap(), TOPIC);
        }
        // Then
        assertThat(stored).hasSize(2_500);
        for (int i = 0; i < stored.size(); i++) {
            SampleRecord record = stored.get(i).record();
            assertThat(record.key()).isEqualTo(Octets.of("key " + i));
            assertThat(record.value()).isEqualTo(Octets.of("value " + i));
            assertThat(record.timestampMillis()).isEqualTo(1_000L + i);
            assertThat(record.headers()).hasSize(1);
            assertThat(record.headers().getFirst().value()).isEqualTo(Octets.of("header " + i));
        }
    }

    @Test
    void losesAndRepeatsNothingWhenTheBrokerIsKilled() throws IOException, InterruptedException {
        // Given
        Map<String, CompletableFuture<Outcome>> sent = new LinkedHashMap<>();
        try (var node = NodeProcess.start(data);
                var producer = producer(node.bootstrap())) {
            loadUntilKilled(producer, node, sent);
            producer.close(Duration.ofSeconds(5));
        }
        // When
        Map<Octets, Long> stored;
        try (var node = QanatNode.start(data)) {
            stored =
                    new KafkaClientsClient()
                            .consumeAll(node.bootstrap(), TOPIC).stream()
                                    .map(s -> requireNonNull(s.record().value()))
                                    .collect(
                                            Collectors.groupingBy(
                                                    value -> value, Collectors.counting()));
        }
        // Then
        assertThat(stored.values()).allMatch(count -> count == 1);
        assertThat(sent.values()).allMatch(CompletableFuture::isDone);
        sent.forEach((value, outcome) -> {
            switch (outcome.join()) {
                case Outcome.Delivered delivered ->
                        assertThat(stored).containsKey(Octets.of(value));
                case Outcome.NotPersisted refused ->
                        assertThat(stored)
                                .as("%s", refused.cause())
                                .doesNotContainKey(Octets.of(value));
                case Outcome.PossiblyPersisted unknown -> {}
            }
        });
    }

    private static void loadUntilKilled(
            AsyncProducer<String, String> producer,
            NodeProcess node,
            Map<String, CompletableFuture<Outcome>> sent)
            throws InterruptedException {
        var watched = new ArrayList<CompletableFuture<Outcome>>();
        for (int i = 0; watched.isEmpty() || !watched.getFirst().isDone(); i++) {
            String value = "record " + i;
            CompletableFuture<Outcome> outcome = produce(producer, value);
            sent.put(value, outcome);
            if (i == DELIVERED_BEFORE_KILL) {
                watched.add(outcome);
            }
        }
        // Hundreds of records are on their way now, in the buffer and in the producer.
        node.kill();
    }

    /// Takes the refusal of a full buffer for what it says: later is time enough.
    private static CompletableFuture<Outcome> produce(
            AsyncProducer<String, String> producer, String value) throws InterruptedException {
        var record = new ProducerRecord<>(TOPIC, "key", value);
        try {
            return producer.produce(record);
        } catch (BufferFullException e) {
            return producer.produceBlocking(record, outcome -> {});
        }
    }

    private static RecordHeader header(String name, String value) {
        return new RecordHeader(name, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    private static AsyncProducer<String, String> producer(String bootstrap) {
        var connection =
                ConnectionConfig.builder(BootstrapServers.parse(bootstrap))
                        .requestTimeout(Duration.ofSeconds(2))
                        .build();
        var config =
                ProducerConfig.builder(connection)
                        .batchBytesMax(2_000)
                        .bufferBytes(500_000)
                        .linger(Duration.ofMillis(1))
                        .deliveryTimeout(Duration.ofSeconds(3))
                        .build();
        return AsyncProducer.create(
                AsyncProducerConfig.of(config), Serializer.STRING, Serializer.STRING);
    }
}
