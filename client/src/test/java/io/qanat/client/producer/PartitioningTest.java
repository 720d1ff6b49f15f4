package io.qanat.client.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.BootstrapServers;
import io.qanat.client.PartitionerException;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.LoopbackBroker;
import io.qanat.client.internal.scripted.ScriptedLogs;
import io.qanat.client.producer.Outcome.NotPersisted;
import io.qanat.client.producer.partition.Partitioner;
import io.qanat.client.producer.partition.StockPartitioner;
import io.qanat.protocol.ApiKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A producer whose records get their partition from somebody, over sockets of this machine; the
/// topic has two.
@Timeout(60)
class PartitioningTest {
    private static final int COUNT = 200;

    private final ScriptedLogs logs = new ScriptedLogs();
    private final LoopbackBroker broker;

    PartitioningTest() throws IOException {
        broker = LoopbackBroker.start().rule(ApiKey.PRODUCE, logs::produce);
    }

    @AfterEach
    void stop() throws IOException {
        broker.close();
    }

    @Test
    void asksAPartitionerOfTheApplicationElsewhereThanOnTheLoop() throws Exception {
        // Given
        Set<String> threads = ConcurrentHashMap.newKeySet();
        Partitioner odd =
                (key, value, partitions) -> {
                    threads.add(Thread.currentThread().getName());
                    return 1;
                };

        // When
        try (Producer<String, String> producer = producer(odd)) {
            send(producer, COUNT);
            producer.flush();
            send(producer, 1);
        }

        // Then
        assertThat(logs.values(new TopicPartition("t", 1))).hasSize(COUNT + 1);
        assertThat(threads).isNotEmpty().doesNotContain("qanat-producer-qanat");
    }

    @Test
    void keepsTheOrderAcrossTheMomentWhenThePartitionsBecomeKnown() throws Exception {
        // Given
        Partitioner first = (key, value, partitions) -> 0;

        // When
        try (Producer<String, String> producer = producer(first)) {
            for (int i = 0; i < 20; i++) {
                send(producer, i * COUNT, COUNT);
            }
        }

        // Then
        assertThat(logs.values(new TopicPartition("t", 0)))
                .hasSize(20 * COUNT)
                .isSortedAccordingTo((one, other) ->
                        Integer.compare(Integer.parseInt(one), Integer.parseInt(other)));
    }

    @Test
    void persistsAllButTheRecordsForWhichThePartitionerFails() throws Exception {
        // Given
        Partitioner picky =
                (key, value, partitions) -> {
                    if (new String(value == null ? new byte[0] : value, StandardCharsets.UTF_8)
                            .endsWith("7")) {
                        throw new IllegalStateException("unlucky");
                    }
                    return 0;
                };

        // When
        List<Outcome> outcomes = new ArrayList<>();
        try (Producer<String, String> producer = producer(picky)) {
            for (int round = 0; round < 2; round++) {
                for (CompletableFuture<Outcome> outcome : send(producer, 10)) {
                    outcomes.add(outcome.get(30, TimeUnit.SECONDS));
                }
            }
        }

        // Then
        assertThat(outcomes.stream().filter(Outcome::isDelivered)).hasSize(18);
        assertThat(outcomes.stream().filter(outcome -> !outcome.isDelivered()))
                .hasSize(2)
                .allMatch(outcome ->
                        outcome instanceof NotPersisted refused
                                && refused.cause() instanceof PartitionerException);
    }

    @Test
    void takesTurns() throws Exception {
        // When
        try (Producer<String, String> producer = producer(StockPartitioner.ROUND_ROBIN)) {
            for (int i = 0; i < COUNT; i++) {
                producer.sendBlocking(
                        new ProducerRecord<>("t", String.valueOf(i)),
                        Duration.ofSeconds(30),
                        Callback.NONE);
            }
        }

        // Then
        assertThat(logs.values(new TopicPartition("t", 0))).hasSize(COUNT / 2);
        assertThat(logs.values(new TopicPartition("t", 1))).hasSize(COUNT / 2);
    }

    @Test
    void takesThePartitionThatARecordNames() throws Exception {
        // Given
        Partitioner other = (key, value, partitions) -> 1;

        // When
        try (Producer<String, String> producer = producer(other)) {
            producer.send(new ProducerRecord<>("t", 0, null, "key", "value", List.of()))
                    .get(30, TimeUnit.SECONDS);
        }

        // Then
        assertThat(logs.values(new TopicPartition("t", 0))).containsExactly("value");
    }

    private Producer<String, String> producer(Partitioner partitioner) {
        return Producer.create(
                ProducerConfig.builder(new BootstrapServers(List.of(broker.endpoint())))
                        .partitioner(partitioner)
                        .build(),
                Serializer.STRING,
                Serializer.STRING);
    }

    private static List<CompletableFuture<Outcome>> send(
            Producer<String, String> producer, int count) {
        return send(producer, 0, count);
    }

    private static List<CompletableFuture<Outcome>> send(
            Producer<String, String> producer, int start, int count) {
        var outcomes = new ArrayList<CompletableFuture<Outcome>>();
        for (int i = start; i < start + count; i++) {
            outcomes.add(producer.send(new ProducerRecord<>("t", String.valueOf(i))));
        }
        return outcomes;
    }
}
