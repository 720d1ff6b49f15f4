package io.qanat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.broker.BrokerConfig;
import io.qanat.it.node.QanatNode;
import io.qanat.it.node.TroubledDisk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What Apache Kafka's clients learn of the troubles of our broker's disk.
@Timeout(120)
class DiskTroubleIT {
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);

    private final TroubledDisk disk = new TroubledDisk();
    private QanatNode node;

    @BeforeEach
    void start(@TempDir Path data) throws InterruptedException {
        node = QanatNode.start(data, BrokerConfig.DEFAULT, disk);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void failedSyncIsAStorageErrorUntilTheRestart() throws Exception {
        try (var producer = producer(Map.of("enable.idempotence", false, "retries", 0))) {
            // Given
            producer.send(record("orders", "before")).get();

            // When
            disk.breakSyncs();

            // Then
            assertThatThrownBy(() -> producer.send(record("orders", "unknown")).get())
                    .hasCauseInstanceOf(KafkaStorageException.class);
            assertThatThrownBy(() -> producer.send(record("orders", "refused")).get())
                    .hasCauseInstanceOf(KafkaStorageException.class);
            assertThat(consumed(1, "orders")).containsExactly("before");
        }
    }

    @Test
    void fullDiskIsTooFewReplicas() throws Exception {
        try (var producer = producer(Map.of("enable.idempotence", false, "retries", 0))) {
            // Given
            producer.send(record("orders", "before")).get();
            disk.refuseRoomFor("orders");

            // When
            var refused = producer.send(record("orders", "lost"));

            // Then
            assertThatThrownBy(refused::get).hasCauseInstanceOf(NotEnoughReplicasException.class);
            disk.refuseRoomFor("");
            assertThat(producer.send(record("orders", "after")).get().offset()).isEqualTo(1);
        }
    }

    @Test
    void producerGoesOnByItselfWhenTheFullDiskHasRoom() throws Exception {
        try (var producer = producer(Map.of("retry.backoff.ms", 20))) {
            // Given
            producer.send(record("orders", "before")).get();
            disk.refuseRoomFor("orders");
            var waiting = producer.send(record("orders", "waiting"));
            Awaitility.await()
                    .atMost(WAIT_MAX)
                    .until(() -> retries(producer) > 0 && !waiting.isDone());

            // When
            disk.refuseRoomFor("");

            // Then
            assertThat(waiting.get().offset()).isEqualTo(1);
            assertThat(consumed(2, "orders")).containsExactly("before", "waiting");
        }
    }

    @Test
    void failedReadOfOnePartitionLeavesTheOthersReadable() throws Exception {
        // Given
        try (var producer = producer(Map.of())) {
            producer.send(record("orders", "unreadable")).get();
            producer.send(record("users", "readable")).get();
        }
        try (var consumer = consumer("orders", "users")) {
            // When
            disk.breakReads("orders");
            List<String> meanwhile = poll(consumer, 1);
            disk.breakReads("");
            List<String> afterwards = poll(consumer, 1);

            // Then
            assertThat(meanwhile).containsExactly("readable");
            assertThat(afterwards).containsExactly("unreadable");
        }
    }

    private static double retries(Producer<byte[], byte[]> producer) {
        return producer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("record-retry-total"))
                .filter(metric -> metric.getKey().group().equals("producer-metrics"))
                .mapToDouble(metric -> (double) metric.getValue().metricValue())
                .sum();
    }

    private Producer<byte[], byte[]> producer(Map<String, Object> settings) {
        var config = new HashMap<>(settings);
        config.put("bootstrap.servers", node.bootstrap());
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String value) {
        return new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8));
    }

    private KafkaConsumer<byte[], byte[]> consumer(String... topics) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", node.bootstrap(), "enable.auto.commit", false);
        var consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partitions = new ArrayList<TopicPartition>();
        for (String topic : topics) {
            partitions.add(new TopicPartition(topic, 0));
        }
        consumer.assign(partitions);
        partitions.forEach(partition -> consumer.seek(partition, 0));
        return consumer;
    }

    private List<String> consumed(int count, String topic) {
        try (var consumer = consumer(topic)) {
            return poll(consumer, count);
        }
    }

    private static List<String> poll(KafkaConsumer<byte[], byte[]> consumer, int count) {
        var values = new ArrayList<String>();
        Awaitility.await()
                .atMost(WAIT_MAX)
                .until(() -> {
                    consumer.poll(Duration.ofMillis(100))
                            .forEach(each ->
                                    values.add(new String(each.value(), StandardCharsets.UTF_8)));
                    return values.size() >= count;
                });
        return values;
    }
}
