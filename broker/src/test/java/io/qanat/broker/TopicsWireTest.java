package io.qanat.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.CreateTopicsRequest;
import io.qanat.protocol.message.CreateTopicsRequest.CreatableReplicaAssignment;
import io.qanat.protocol.message.CreateTopicsRequest.CreatableTopic;
import io.qanat.protocol.message.CreateTopicsRequest.CreatableTopicConfig;
import io.qanat.protocol.message.CreateTopicsResponse;
import io.qanat.protocol.message.CreateTopicsResponse.CreatableTopicConfigs;
import io.qanat.protocol.message.CreateTopicsResponse.CreatableTopicResult;
import io.qanat.protocol.message.DeleteTopicsRequest;
import io.qanat.protocol.message.DeleteTopicsRequest.DeleteTopicState;
import io.qanat.protocol.message.DeleteTopicsResponse;
import io.qanat.protocol.message.DeleteTopicsResponse.DeletableTopicResult;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsWireTest {
    @TempDir private Path folder;

    private BrokerFixture broker;
    private WireClient client;

    @BeforeEach
    void connect() throws Exception {
        broker = BrokerFixture.start(folder);
        client = broker.connect();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        broker.close();
    }

    private static CreatableTopic.Builder topic(String name) {
        return CreatableTopic.builder().name(name).numPartitions(2).replicationFactor((short) 1);
    }

    private static CreatableTopicConfig config(String name, String value) {
        return CreatableTopicConfig.builder().name(name).value(value).build();
    }

    private List<CreatableTopicResult> create(CreatableTopic.Builder... topics) throws Exception {
        var request =
                CreateTopicsRequest.builder()
                        .topics(
                                List.of(topics).stream()
                                        .map(CreatableTopic.Builder::build)
                                        .toList())
                        .build();
        return client.ask(request, 7, CreateTopicsResponse.class).topics();
    }

    private void assertRefused(CreatableTopic.Builder topic, ErrorCode error) throws Exception {
        CreatableTopicResult result = create(topic).getFirst();
        assertThat(ErrorCode.of(result.errorCode())).as(result.name()).isEqualTo(error);
        assertThat(result.errorMessage()).isNotBlank();
    }

    private MetadataResponse metadata() throws Exception {
        return client.ask(
                MetadataRequest.builder().topics(null).build(), 12, MetadataResponse.class);
    }

    @Test
    void createsTopicWithItsFolders() throws Exception {
        // When
        CreatableTopicResult result = create(topic("orders")).getFirst();

        // Then
        assertThat(ErrorCode.of(result.errorCode())).isEqualTo(ErrorCode.NONE);
        assertThat(result.numPartitions()).isEqualTo(2);
        assertThat(result.replicationFactor()).isEqualTo((short) 1);
        assertThat(metadata().topics())
                .singleElement()
                .satisfies(topic -> {
                    assertThat(topic.topicId()).isEqualTo(result.topicId());
                    assertThat(topic.partitions()).hasSize(2);
                });
        assertThat(folder.resolve("orders-0")).isDirectory();
        assertThat(folder.resolve("orders-1")).isDirectory();
    }

    @Test
    void createsInEveryVersion() throws Exception {
        for (int version = 2; version <= 7; version++) {
            // When
            var request =
                    CreateTopicsRequest.builder()
                            .topics(List.of(topic("orders" + version).build()))
                            .build();
            var result =
                    client.ask(request, version, CreateTopicsResponse.class).topics().getFirst();

            // Then
            assertThat(ErrorCode.of(result.errorCode())).isEqualTo(ErrorCode.NONE);
        }
    }

    @Test
    void clampsReplicationFactorToOne() throws Exception {
        // When
        CreatableTopicResult result =
                create(topic("orders").replicationFactor((short) 3)).getFirst();

        // Then
        assertThat(ErrorCode.of(result.errorCode())).isEqualTo(ErrorCode.NONE);
        assertThat(result.replicationFactor()).isEqualTo((short) 1);
    }

    @Test
    void fillsInDefaults() throws Exception {
        // When
        CreatableTopicResult result =
                create(topic("orders").numPartitions(-1).replicationFactor((short) -1)).getFirst();

        // Then
        assertThat(result.numPartitions()).isEqualTo(1);
    }

    @Test
    void refusesWhatTopicsCannotBe() throws Exception {
        assertRefused(topic("a/b"), ErrorCode.INVALID_TOPIC_EXCEPTION);
        assertRefused(topic(""), ErrorCode.INVALID_TOPIC_EXCEPTION);
        assertRefused(topic("x".repeat(250)), ErrorCode.INVALID_TOPIC_EXCEPTION);
        assertRefused(topic("__cluster_metadata"), ErrorCode.INVALID_TOPIC_EXCEPTION);
        assertRefused(topic("a").numPartitions(0), ErrorCode.INVALID_PARTITIONS);
        assertRefused(topic("a").numPartitions(-2), ErrorCode.INVALID_PARTITIONS);
        assertRefused(topic("a").numPartitions(Integer.MAX_VALUE), ErrorCode.INVALID_PARTITIONS);
        assertRefused(
                topic("a").replicationFactor((short) 0), ErrorCode.INVALID_REPLICATION_FACTOR);
        assertRefused(
                topic("a").configs(List.of(config("nonsense", "1"))), ErrorCode.INVALID_CONFIG);
        assertRefused(
                topic("a").configs(List.of(config("retention.ms", "soon"))),
                ErrorCode.INVALID_CONFIG);
        assertRefused(
                topic("a").configs(List.of(config("cleanup.policy", "burn"))),
                ErrorCode.INVALID_CONFIG);
        assertThat(metadata().topics()).isEmpty();
    }

    @Test
    void refusesTopicThatExists() throws Exception {
        // Given
        create(topic("orders"));

        // Then
        assertRefused(topic("orders"), ErrorCode.TOPIC_ALREADY_EXISTS);
    }

    @Test
    void refusesTopicThatIsNamedTwice() throws Exception {
        // When
        var results = create(topic("orders"), topic("other"), topic("orders"));

        // Then
        assertThat(results)
                .extracting(CreatableTopicResult::name)
                .containsExactly("orders", "other");
        assertThat(results)
                .extracting(result -> ErrorCode.of(result.errorCode()))
                .containsExactly(ErrorCode.INVALID_REQUEST, ErrorCode.NONE);
    }

    @Test
    void takesAssignmentsToThisNodeOnly() throws Exception {
        // Given
        var here =
                CreatableReplicaAssignment.builder()
                        .partitionIndex(0)
                        .brokerIds(List.of(0))
                        .build();
        var elsewhere = here.toBuilder().brokerIds(List.of(1)).build();
        var gap = here.toBuilder().partitionIndex(1).build();
        var byAssignment = topic("orders").numPartitions(-1).replicationFactor((short) -1);

        // Then
        assertRefused(
                byAssignment.assignments(List.of(elsewhere)), ErrorCode.INVALID_REPLICA_ASSIGNMENT);
        assertRefused(byAssignment.assignments(List.of(gap)), ErrorCode.INVALID_REPLICA_ASSIGNMENT);
        assertRefused(topic("orders").assignments(List.of(here)), ErrorCode.INVALID_REQUEST);
        assertThat(create(byAssignment.assignments(List.of(here))).getFirst().numPartitions())
                .isEqualTo(1);
    }

    @Test
    void onlyValidatesWhenAskedTo() throws Exception {
        // When
        var request =
                CreateTopicsRequest.builder()
                        .topics(List.of(topic("orders").build(), topic("a b").build()))
                        .validateOnly(true)
                        .build();
        var results = client.ask(request, 7, CreateTopicsResponse.class).topics();

        // Then
        assertThat(results)
                .extracting(result -> ErrorCode.of(result.errorCode()))
                .containsExactly(ErrorCode.NONE, ErrorCode.INVALID_TOPIC_EXCEPTION);
        assertThat(metadata().topics()).isEmpty();
    }

    @Test
    void tellsTheConfigurationOfTheNewTopic() throws Exception {
        // When
        CreatableTopicResult result =
                create(topic("orders").configs(List.of(config("retention.ms", "-1")))).getFirst();

        // Then
        assertThat(result.configs())
                .filteredOn(config -> config.name().equals("retention.ms"))
                .singleElement()
                .satisfies(config -> {
                    assertThat(config.value()).isEqualTo("-1");
                    assertThat(config.configSource()).isEqualTo((byte) 1);
                });
        assertThat(result.configs())
                .extracting(CreatableTopicConfigs::name)
                .contains("cleanup.policy");
    }

    @Test
    void deletesTopicWithItsFolders() throws Exception {
        for (int version = 1; version <= 5; version++) {
            // Given
            create(topic("orders"));

            // When
            var request = DeleteTopicsRequest.builder().topicNames(List.of("orders")).build();
            var result =
                    client.ask(request, version, DeleteTopicsResponse.class).responses().getFirst();

            // Then
            assertThat(ErrorCode.of(result.errorCode())).isEqualTo(ErrorCode.NONE);
            assertThat(metadata().topics()).isEmpty();
            assertThat(Files.exists(folder.resolve("orders-0"))).isFalse();
        }
    }

    @Test
    void deletesTopicById() throws Exception {
        // Given
        UUID id = create(topic("orders")).getFirst().topicId();

        // When
        var results =
                delete(
                        DeleteTopicState.builder().name(null).topicId(id).build(),
                        DeleteTopicState.builder().name(null).topicId(new UUID(1, 2)).build(),
                        DeleteTopicState.builder().name("orders").topicId(id).build(),
                        DeleteTopicState.builder().name("absent").build());

        // Then
        assertThat(results)
                .extracting(result -> ErrorCode.of(result.errorCode()))
                .containsExactly(
                        ErrorCode.NONE,
                        ErrorCode.UNKNOWN_TOPIC_ID,
                        ErrorCode.INVALID_REQUEST,
                        ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(results.getFirst().name()).isEqualTo("orders");
    }

    @Test
    void givesTopicOfTheSameNameAnotherId() throws Exception {
        // Given
        UUID first = create(topic("orders")).getFirst().topicId();
        delete(DeleteTopicState.builder().name("orders").build());

        // When
        UUID second = create(topic("orders")).getFirst().topicId();

        // Then
        assertThat(second).isNotEqualTo(first);
    }

    private List<DeletableTopicResult> delete(DeleteTopicState... topics) throws Exception {
        var request = DeleteTopicsRequest.builder().topics(List.of(topics)).build();
        return client.ask(request, 6, DeleteTopicsResponse.class).responses();
    }
}
