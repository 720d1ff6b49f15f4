package io.qanat.client.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ClientClosedException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.LoopbackBroker;
import io.qanat.client.internal.scripted.ScriptedLogs;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Outcome.Delivered;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import io.qanat.protocol.ApiKey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The whole facade over sockets of this machine.
@Timeout(60)
class AsyncProducerTest {
    private final ScriptedLogs logs = new ScriptedLogs();
    private final LoopbackBroker broker;

    AsyncProducerTest() throws IOException {
        broker = LoopbackBroker.start().rule(ApiKey.PRODUCE, logs::produce);
    }

    @AfterEach
    void stop() throws IOException {
        broker.close();
    }

    @Test
    void deliversARecord() throws Exception {
        try (AsyncProducer<String, String> producer = producer()) {
            // When
            Outcome outcome =
                    producer.sendAndWait(
                            new ProducerRecord<>("t", 1, 5L, "key", "value", List.of()));

            // Then
            assertThat(outcome).isEqualTo(new Delivered("t", 1, 0, 5));
            assertThat(logs.values(new TopicPartition("t", 1))).containsExactly("value");
        }
    }

    @Test
    void deliversALoneRecordWithoutAnotherCall() throws Exception {
        // Given
        var told = new CompletableFuture<Outcome>();
        try (AsyncProducer<String, String> producer = producer()) {
            // When
            var unused = producer.produce(new ProducerRecord<>("t", "v"), told::complete);

            // Then
            assertThat(told.get(30, TimeUnit.SECONDS).isDelivered()).isTrue();
        }
    }

    @Test
    void deliversManyInTheOrderOfTheirPartition() throws Exception {
        // Given
        List<String> values = IntStream.range(0, 5000).mapToObj(i -> "v" + i).toList();
        var outcomes = new ArrayList<CompletableFuture<Outcome>>();
        try (AsyncProducer<String, String> producer = producer()) {
            // When
            for (String value : values) {
                outcomes.add(producer.produce(record(value)));
            }
            producer.flush();

            // Then
            assertThat(outcomes).allMatch(outcome -> outcome.join().isDelivered());
        }
        assertThat(logs.values(new TopicPartition("t", 0))).isEqualTo(values);
    }

    @Test
    void tellsTheOutcomeOfEachOfMany() throws Exception {
        try (AsyncProducer<String, String> producer = producer()) {
            // When
            List<Outcome> outcomes =
                    producer.produceAll(List.of(record("a"), record("b")))
                            .get(30, TimeUnit.SECONDS);

            // Then
            assertThat(outcomes).hasSize(2).allMatch(Outcome::isDelivered);
        }
    }

    @Test
    void deliversWhatIsInTheBufferWhenItIsClosed() throws Exception {
        // Given
        AsyncProducer<String, String> producer = producer();
        CompletableFuture<Outcome> outcome = producer.produce(record("v"));

        // When
        producer.close();

        // Then
        assertThat(outcome).isDone();
        assertThat(outcome.join().isDelivered()).isTrue();
        assertThat(producer.health()).isEqualTo(new Health.Closed());
        assertThatThrownBy(() -> producer.produce(record("late")))
                .isInstanceOf(ClientClosedException.class);
        producer.close();
        producer.flush();
    }

    private static ProducerRecord<String, String> record(String value) {
        return new ProducerRecord<>("t", 0, null, null, value, List.of());
    }

    private AsyncProducer<String, String> producer() {
        ProducerConfig config =
                ProducerConfig.builder(
                                ConnectionConfig.builder(
                                                new BootstrapServers(List.of(broker.endpoint())))
                                        .retryBackoff(Duration.ofMillis(5))
                                        .build())
                        .build();
        return AsyncProducer.create(
                AsyncProducerConfig.of(config), Serializer.STRING, Serializer.STRING);
    }
}
