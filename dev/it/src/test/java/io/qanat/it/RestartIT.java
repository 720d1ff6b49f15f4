package io.qanat.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.broker.BrokerConfig;
import io.qanat.it.node.QanatNode;
import io.qanat.it.peer.KafkaClientsClient;
import io.qanat.it.peer.StoredRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A broker that stops and starts again on its folder.
class RestartIT {
    private final KafkaClientsClient client = new KafkaClientsClient();

    @TempDir private Path data;

    @Test
    void recordsAreThereAndOffsetsGoOn() throws Exception {
        // Given
        try (var node = QanatNode.start(data)) {
            client.produce(node.bootstrap(), "kept", "lz4", Samples.records());
        }
        int count = Samples.records().size();
        // When
        List<Long> offsets;
        List<StoredRecord> read;
        try (var node = QanatNode.start(data)) {
            offsets = client.produce(node.bootstrap(), "kept", "none", Samples.records());
            read = client.consume(node.bootstrap(), "kept", 2 * count);
        }
        // Then
        assertThat(offsets.getFirst()).isEqualTo(count);
        assertThat(read.subList(0, count))
                .extracting(StoredRecord::record)
                .isEqualTo(Samples.records());
        assertThat(read.subList(count, 2 * count))
                .extracting(StoredRecord::record)
                .isEqualTo(Samples.records());
    }

    @Test
    void topicsKeepTheirIdsAndTheClusterItsOwn() throws Exception {
        // Given
        Uuid id;
        String cluster;
        try (var node = QanatNode.start(data);
                var admin = admin(node)) {
            var topic = new NewTopic("kept", Optional.of(4), Optional.empty());
            id = admin.createTopics(List.of(topic)).topicId("kept").get();
            cluster = admin.describeCluster().clusterId().get();
        }
        // When
        try (var node = QanatNode.start(data);
                var admin = admin(node)) {
            var descriptions = admin.describeTopics(List.of("kept")).allTopicNames().get();
            // Then
            assertThat(descriptions.values())
                    .singleElement()
                    .satisfies(kept -> {
                        assertThat(kept.topicId()).isEqualTo(id);
                        assertThat(kept.partitions()).hasSize(4);
                    });
            assertThat(admin.describeCluster().clusterId().get()).isEqualTo(cluster);
        }
    }

    @Test
    void deletedTopicStaysAway() throws Exception {
        // Given
        try (var node = QanatNode.start(data);
                var admin = admin(node)) {
            client.produce(node.bootstrap(), "gone", "none", Samples.records());
            admin.deleteTopics(List.of("gone")).all().get();
        }
        // When
        try (var node = QanatNode.start(data, BrokerConfig.DEFAULT);
                var admin = admin(node)) {
            // Then
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
    }

    private static Admin admin(QanatNode node) {
        return Admin.create(
                Map.of(
                        "bootstrap.servers",
                        node.bootstrap(),
                        "default.api.timeout.ms",
                        20_000,
                        "request.timeout.ms",
                        10_000));
    }
}
