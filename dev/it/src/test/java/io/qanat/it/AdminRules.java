package io.qanat.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.it.peer.KafkaClientsClient;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What Apache Kafka's own admin client finds and changes.
abstract class AdminRules {
    private final InetSocketAddress address;
    private final Admin admin;

    AdminRules(InetSocketAddress address) {
        this.address = address;
        this.admin =
                Admin.create(
                        Map.of(
                                "bootstrap.servers",
                                bootstrap(),
                                "default.api.timeout.ms",
                                20_000,
                                "request.timeout.ms",
                                10_000));
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void createdTopicIsListedAndDescribed() throws Exception {
        // When
        var created = admin.createTopics(List.of(topic("created", 3)));
        // Then
        Uuid id = created.topicId("created").get();
        assertThat(created.numPartitions("created").get()).isEqualTo(3);
        assertThat(admin.listTopics().names().get()).contains("created");
        TopicDescription description = describe("created");
        assertThat(description.topicId()).isEqualTo(id);
        assertThat(description.partitions())
                .hasSize(3)
                .allMatch(partition -> partition.leader().id() == 0);
    }

    @Test
    void topicIsDescribedByItsId() throws Exception {
        // Given
        Uuid id = admin.createTopics(List.of(topic("by-id", 1))).topicId("by-id").get();
        // When
        var described = admin.describeTopics(TopicCollection.ofTopicIds(List.of(id)));
        // Then
        assertThat(requireNonNull(described.topicIdValues().get(id)).get().name())
                .isEqualTo("by-id");
    }

    @Test
    void deletedTopicIsGoneAndComesBackWithAnotherId() throws Exception {
        // Given
        Uuid first = admin.createTopics(List.of(topic("again", 1))).topicId("again").get();
        new KafkaClientsClient().produce(bootstrap(), "again", "none", Samples.records());
        // When
        admin.deleteTopics(List.of("again")).all().get();
        // Then
        assertThat(admin.listTopics().names().get()).doesNotContain("again");
        Uuid second = admin.createTopics(List.of(topic("again", 1))).topicId("again").get();
        assertThat(second).isNotEqualTo(first);
        assertThat(offset("again", OffsetSpec.latest()).offset()).isZero();
    }

    @Test
    void topicIsDeletedByItsId() throws Exception {
        // Given
        Uuid id =
                admin.createTopics(List.of(topic("deleted-by-id", 1)))
                        .topicId("deleted-by-id")
                        .get();
        // When
        admin.deleteTopics(TopicCollection.ofTopicIds(List.of(id))).all().get();
        // Then
        assertThat(admin.listTopics().names().get()).doesNotContain("deleted-by-id");
    }

    @Test
    void existingTopicIsNotCreatedAgain() throws Exception {
        // Given
        admin.createTopics(List.of(topic("twice", 1))).all().get();
        // Then
        assertThatThrownBy(() -> admin.createTopics(List.of(topic("twice", 1))).all().get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TopicExistsException.class);
    }

    @Test
    void badNameIsRefused() {
        assertThatThrownBy(() -> admin.createTopics(List.of(topic("no blanks", 1))).all().get())
                .hasCauseInstanceOf(InvalidTopicException.class);
    }

    @Test
    void unknownTopicIsNeitherDescribedNorDeletedNorCreated() throws Exception {
        assertThatThrownBy(() -> describe("nowhere"))
                .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        assertThatThrownBy(() -> admin.deleteTopics(List.of("nowhere")).all().get())
                .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        assertThat(admin.listTopics().names().get()).doesNotContain("nowhere");
    }

    @Test
    void clusterIsNodeZeroWhereTheClientConnected() throws Exception {
        // When
        var cluster = admin.describeCluster();
        // Then
        assertThat(cluster.clusterId().get()).hasSize(22);
        Collection<Node> nodes = cluster.nodes().get();
        assertThat(nodes)
                .singleElement()
                .satisfies(only -> {
                    assertThat(only.id()).isZero();
                    assertThat(only.port()).isEqualTo(address.getPort());
                });
        assertThat(cluster.controller().get().id()).isZero();
    }

    @Test
    void configsOfATopicAreThoseItWasCreatedWith() throws Exception {
        // Given
        var configured =
                topic("configured", 1)
                        .configs(Map.of("retention.ms", "12345", "cleanup.policy", "compact"));
        admin.createTopics(List.of(configured)).all().get();
        // When
        Config config = configs("configured");
        // Then
        assertThat(config.get("retention.ms").value()).isEqualTo("12345");
        assertThat(config.get("retention.ms").isDefault()).isFalse();
        assertThat(config.get("cleanup.policy").value()).isEqualTo("compact");
        assertThat(config.get("max.message.bytes").value()).isEqualTo("1048588");
        assertThat(config.get("max.message.bytes").isDefault()).isTrue();
    }

    @Test
    void offsetsAreFoundByPlaceAndByTime() throws Exception {
        // Given
        admin.createTopics(List.of(topic("times", 1))).all().get();
        new KafkaClientsClient().produce(bootstrap(), "times", "zstd", Samples.records());
        long max =
                Samples.records().stream().mapToLong(r -> r.timestampMillis()).max().orElseThrow();
        // Then
        int count = Samples.records().size();
        assertThat(offset("times", OffsetSpec.earliest()).offset()).isZero();
        assertThat(offset("times", OffsetSpec.latest()).offset()).isEqualTo(count);
        assertThat(offset("times", OffsetSpec.maxTimestamp()).timestamp()).isEqualTo(max);
        assertThat(offset("times", OffsetSpec.maxTimestamp()).offset()).isEqualTo(count - 1);
        assertThat(offset("times", OffsetSpec.forTimestamp(max)).offset()).isEqualTo(count - 1);
        assertThat(offset("times", OffsetSpec.forTimestamp(max + 1)).offset()).isEqualTo(-1);
        assertThat(offset("times", OffsetSpec.forTimestamp(0)).offset()).isZero();
    }

    private String bootstrap() {
        return "127.0.0.1:" + address.getPort();
    }

    private static NewTopic topic(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty());
    }

    private TopicDescription describe(String name) throws Exception {
        return requireNonNull(admin.describeTopics(Set.of(name)).allTopicNames().get().get(name));
    }

    private Config configs(String name) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        return requireNonNull(admin.describeConfigs(Set.of(resource)).all().get().get(resource));
    }

    private ListOffsetsResultInfo offset(String name, OffsetSpec spec) throws Exception {
        var partition = new TopicPartition(name, 0);
        return admin.listOffsets(Map.of(partition, spec)).partitionResult(partition).get();
    }
}
