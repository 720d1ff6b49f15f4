package io.qanat.it.concept;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.partition.Partitioner;
import io.qanat.client.producer.partition.StockPartitioner;
import io.qanat.it.node.BrokerProcess;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/// Row B7, and what of B2 is about partitions: where a record goes.
abstract class PartitionRules extends ConceptRules {
    private static final int KEYS = 500;

    PartitionRules(BrokerProcess broker) {
        super(broker);
    }

    @Test
    void b2ExplicitPartitionCountsAndTheKeyDoesNot() {
        // Given
        createTopic(4);
        var records =
                IntStream.range(0, 40)
                        .mapToObj(i ->
                                new ProducerRecord<>(
                                        topic(), 3, null, "key " + i, "value", List.of()))
                        .toList();
        // When
        List<Integer> partitions = partitions(producer(c -> c), records);
        // Then
        assertThat(partitions).containsOnly(3);
        assertThat(onlooker().records(topic()))
                .hasSize(40)
                .extracting(ConsumerRecord::partition)
                .containsOnly(3);
    }

    @Test
    void b7KeyGoesWhereKafkasProducerPutsItAndKeepsItsOrder() {
        // Given
        createTopic(7);
        var records = new ArrayList<ProducerRecord<String, String>>();
        for (String value : List.of("first", "second")) {
            IntStream.range(0, KEYS).forEach(i -> records.add(record("key " + i, value)));
        }
        // When
        partitions(producer(c -> c), records);
        produceWithKafkas("third");
        // Then
        var valuesOfKeys = new TreeMap<String, List<String>>();
        var partitionsOfKeys = new TreeMap<String, List<Integer>>();
        for (var stored : onlooker().records(topic())) {
            valuesOfKeys.computeIfAbsent(stored.key(), k -> new ArrayList<>()).add(stored.value());
            partitionsOfKeys
                    .computeIfAbsent(stored.key(), k -> new ArrayList<>())
                    .add(stored.partition());
        }
        assertThat(valuesOfKeys)
                .hasSize(KEYS)
                .allSatisfy((key, values) ->
                        assertThat(values).containsExactly("first", "second", "third"));
        assertThat(partitionsOfKeys)
                .allSatisfy((key, partitions) ->
                        assertThat(partitions).containsOnly(partitions.getFirst()));
        assertThat(partitionsOfKeys.values().stream().distinct()).hasSize(7);
    }

    /// A batch's worth of records stays together, then it is another partition's turn.
    @Test
    void b7RecordsWithoutAKeyStickToAPartition() {
        // Given
        createTopic(4);
        var records = Collections.nCopies(400, record("x".repeat(100)));
        // When
        List<Integer> partitions = partitions(producer(c -> c.batchBytesMax(4_000)), records);
        // Then
        long changes =
                IntStream.range(1, partitions.size())
                        .filter(i -> !partitions.get(i).equals(partitions.get(i - 1)))
                        .count();
        assertThat(changes).isBetween(1L, 20L);
        assertThat(onlooker().records(topic()))
                .extracting(ConsumerRecord::partition)
                .containsAll(partitions);
    }

    @Test
    void b7RoundRobinTakesOneAfterTheOther() throws Exception {
        // Given
        createTopic(3);
        var producer = producer(c -> c.partitioner(StockPartitioner.ROUND_ROBIN));
        producer.send(record("before")).join();
        // When
        List<Integer> partitions =
                partitions(producer, Collections.nCopies(30, record("key", "value")));
        // Then
        assertThat(partitions).hasSize(30).startsWith(partitions.get(3));
        IntStream.range(3, 30)
                .forEach(i -> assertThat(partitions.get(i)).isEqualTo(partitions.get(i - 3)));
        assertThat(partitions).contains(0, 1, 2);
    }

    @Test
    void b7OwnPartitionerChoosesByThePrefixOfARegion() {
        // Given
        createTopic(6);
        Partitioner byRegion =
                (key, value, partitions) -> {
                    byte[] known = Objects.requireNonNull(key);
                    int half = partitions.count() / 2;
                    return new String(known, StandardCharsets.UTF_8).startsWith("US-")
                            ? partitions.ofKey(known, 0, half)
                            : partitions.ofKey(known, half, partitions.count());
                };
        var records = new ArrayList<ProducerRecord<String, String>>();
        for (int i = 0; i < 60; i++) {
            records.add(record("US-" + i, "value"));
            records.add(record("EU-" + i, "value"));
        }
        // When
        partitions(producer(c -> c.partitioner(byRegion)), records);
        // Then
        var regions = new TreeMap<Integer, List<String>>();
        for (var stored : onlooker().records(topic())) {
            regions.computeIfAbsent(stored.partition(), p -> new ArrayList<>())
                    .add(stored.key().substring(0, 3));
        }
        assertThat(regions).containsOnlyKeys(0, 1, 2, 3, 4, 5);
        regions.forEach((partition, prefixes) ->
                assertThat(prefixes).containsOnly(partition < 3 ? "US-" : "EU-"));
    }

    /// Sends all, closes the producer, and tells where they went.
    private static List<Integer> partitions(
            Producer<String, String> producer, List<ProducerRecord<String, String>> records) {
        var sent = new ArrayList<CompletableFuture<Outcome>>();
        try (producer) {
            records.forEach(record -> sent.add(producer.send(record)));
        }
        return sent.stream().map(outcome -> outcome.join().orThrow().partition()).toList();
    }

    private void produceWithKafkas(String value) {
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrap());
        try (var producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            var sent =
                    IntStream.range(0, KEYS)
                            .mapToObj(i -> producer.send(kafkasRecord("key " + i, value)))
                            .toList();
            producer.flush();
            assertThat(sent).allMatch(Future::isDone);
        }
    }

    private org.apache.kafka.clients.producer.ProducerRecord<String, String> kafkasRecord(
            String key, String value) {
        return new org.apache.kafka.clients.producer.ProducerRecord<>(topic(), key, value);
    }
}
