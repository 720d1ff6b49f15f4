package io.qanat.it.transaction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/// What kafka-clients reads of committed transactions. Confined to one thread.
final class CommittedReader {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration WAIT_MAX = Duration.ofSeconds(60);

    private final String bootstrap;

    CommittedReader(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /// The values of a topic, partition by partition, once no transaction is open.
    List<String> values(String topic) {
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "enable.auto.commit",
                        false,
                        "isolation.level",
                        "read_committed");
        try (var consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(CommittedReader::partition)
                            .sorted((one, other) -> one.partition() - other.partition())
                            .toList();
            List<String> values = new ArrayList<>();
            for (TopicPartition partition : partitions) {
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                long end = closedEnd(partition, consumer);
                while (consumer.position(partition) < end) {
                    consumer.poll(POLL).forEach(record -> values.add(record.value()));
                }
            }
            return values;
        }
    }

    /// The log's end, once readers of what is committed may go there.
    private long closedEnd(TopicPartition partition, KafkaConsumer<String, String> committed) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap);
        try (var all =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            Awaitility.await("no transaction open in " + partition)
                    .atMost(WAIT_MAX)
                    .until(() ->
                            committed
                                    .endOffsets(List.of(partition))
                                    .equals(all.endOffsets(List.of(partition))));
            return committed.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        }
    }

    /// The committed offsets of a group, once no transaction is open that may change them.
    Map<TopicPartition, OffsetAndMetadata> offsets(String group) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap);
        try (var admin = Admin.create(config)) {
            return admin.listConsumerGroupOffsets(
                            group, new ListConsumerGroupOffsetsOptions().requireStable(true))
                    .partitionsToOffsetAndMetadata()
                    .get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static TopicPartition partition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }
}
