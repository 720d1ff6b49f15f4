package io.qanat.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.log.ProducerLimits;
import io.qanat.log.SyncPolicy;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.DescribeClusterRequest;
import io.qanat.protocol.message.DescribeClusterResponse;
import io.qanat.protocol.message.DescribeConfigsRequest;
import io.qanat.protocol.message.DescribeConfigsRequest.DescribeConfigsResource;
import io.qanat.protocol.message.DescribeConfigsResponse;
import io.qanat.protocol.message.DescribeConfigsResponse.DescribeConfigsResourceResult;
import io.qanat.protocol.message.DescribeConfigsResponse.DescribeConfigsResult;
import io.qanat.protocol.message.DescribeQuorumRequest;
import io.qanat.protocol.message.DescribeQuorumResponse;
import io.qanat.protocol.message.FindCoordinatorRequest;
import io.qanat.protocol.message.FindCoordinatorResponse;
import io.qanat.protocol.message.ListOffsetsRequest;
import io.qanat.protocol.message.ListOffsetsRequest.ListOffsetsPartition;
import io.qanat.protocol.message.ListOffsetsRequest.ListOffsetsTopic;
import io.qanat.protocol.message.ListOffsetsResponse;
import io.qanat.protocol.message.ListOffsetsResponse.ListOffsetsPartitionResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectionWireTest {
    private static final byte TOPIC = 2;
    private static final byte BROKER = 4;

    @TempDir private Path folder;

    private BrokerFixture broker;
    private WireClient client;

    @BeforeEach
    void connect() throws Exception {
        broker = BrokerFixture.start(folder, BrokerConfig.DEFAULT.withMessageBytesMax(2_000_000));
        client = broker.connect();
        broker.topic("orders");
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        broker.close();
    }

    private DescribeConfigsResult configs(byte type, String name) throws Exception {
        return configs(client, type, name);
    }

    private static DescribeConfigsResult configs(WireClient client, byte type, String name)
            throws Exception {
        var request =
                DescribeConfigsRequest.builder()
                        .resources(
                                List.of(
                                        DescribeConfigsResource.builder()
                                                .resourceType(type)
                                                .resourceName(name)
                                                .configurationKeys(null)
                                                .build()))
                        .includeSynonyms(true)
                        .includeDocumentation(true)
                        .build();
        return client.ask(request, 4, DescribeConfigsResponse.class).results().getFirst();
    }

    private static DescribeConfigsResourceResult config(DescribeConfigsResult result, String name) {
        return result.configs().stream()
                .filter(config -> config.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void describesEveryTopicConfigWithItsDefault() throws Exception {
        // When
        DescribeConfigsResult result = configs(TOPIC, "orders");

        // Then
        assertThat(result.configs())
                .hasSize(33)
                .allSatisfy(config -> {
                    assertThat(config.value()).isNotNull();
                    assertThat(config.synonyms()).isNotEmpty();
                    assertThat(config.documentation()).isNotBlank();
                });
        assertThat(config(result, "retention.ms").value()).isEqualTo("604800000");
        assertThat(config(result, "retention.ms").configSource()).isEqualTo((byte) 5);
    }

    @Test
    void tellsWhichValuesComeFromTheBroker() throws Exception {
        // When
        var bound = config(configs(TOPIC, "orders"), "max.message.bytes");

        // Then
        assertThat(bound.value()).isEqualTo("2000000");
        assertThat(bound.configSource()).isEqualTo((byte) 4);
        assertThat(bound.synonyms())
                .extracting(synonym ->
                        synonym.name() + "=" + synonym.value() + " from " + synonym.source())
                .containsExactly(
                        "message.max.bytes=2000000 from 4", "message.max.bytes=1048588 from 5");
    }

    @Test
    void namesTheSyncPolicyOfTheBroker() throws Exception {
        // When
        DescribeConfigsResult result = configs(BROKER, "0");

        // Then
        assertThat(config(result, "qanat.log.sync.policy").value()).isEqualTo("fsync");
        assertThat(config(result, "log.dirs").value()).isEqualTo(folder.toString());
        assertThat(result.configs()).allSatisfy(config -> assertThat(config.readOnly()).isTrue());
    }

    @Test
    void namesTheBoundsOnRememberedProducers() throws Exception {
        // Given
        var limits = new ProducerLimits(7, Duration.ofMinutes(3));
        var config = BrokerConfig.DEFAULT.withLog(BrokerConfig.DEFAULT.log().withProducers(limits));
        try (var other = BrokerFixture.start(folder.resolve("other"), config);
                var asking = other.connect()) {
            // When
            DescribeConfigsResult byDefault = configs(BROKER, "0");
            DescribeConfigsResult result = configs(asking, BROKER, "0");

            // Then
            String expiration = "producer.id.expiration.ms";
            String count = "qanat.log.producers.per.partition.max";
            assertThat(config(byDefault, expiration).value()).isEqualTo("86400000");
            assertThat(config(byDefault, expiration).configSource()).isEqualTo((byte) 5);
            assertThat(config(byDefault, count).value()).isEqualTo("10000");
            assertThat(config(result, expiration).value()).isEqualTo("180000");
            assertThat(config(result, expiration).configSource()).isEqualTo((byte) 4);
            assertThat(config(result, count).value()).isEqualTo("7");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FSYNC,  fsync,  1,                   5,                   5",
        "OS,     os,     9223372036854775807, 9223372036854775807, 4",
        "MEMORY, memory, 9223372036854775807, 9223372036854775807, 4"
    })
    void answersKafkasFlushSettingsByTheSyncPolicy(
            SyncPolicy policy, String name, String messages, String millis, byte source)
            throws Exception {
        // Given
        var config =
                BrokerConfig.DEFAULT.withLog(BrokerConfig.DEFAULT.log().withSyncPolicy(policy));
        try (var other = BrokerFixture.start(folder.resolve("other"), config);
                var asking = other.connect()) {
            other.topic("orders");

            // When
            DescribeConfigsResult node = configs(asking, BROKER, "0");
            DescribeConfigsResult topic = configs(asking, TOPIC, "orders");

            // Then
            assertThat(config(node, "qanat.log.sync.policy").value()).isEqualTo(name);
            assertThat(config(node, "qanat.log.sync.policy").configSource()).isEqualTo(source);
            assertThat(config(node, "log.flush.interval.messages").value()).isEqualTo(messages);
            assertThat(config(node, "log.flush.interval.ms").value()).isEqualTo(millis);
            assertThat(config(topic, "flush.messages").value()).isEqualTo(messages);
            assertThat(config(topic, "flush.ms").value()).isEqualTo(millis);
            assertThat(config(topic, "flush.ms").configSource()).isEqualTo(source);
        }
    }

    @Test
    void describesInEveryVersion() throws Exception {
        for (int version = 1; version <= 4; version++) {
            // When
            var request =
                    DescribeConfigsRequest.builder()
                            .resources(
                                    List.of(
                                            DescribeConfigsResource.builder()
                                                    .resourceType(TOPIC)
                                                    .resourceName("orders")
                                                    .configurationKeys(
                                                            List.of("retention.ms", "absent"))
                                                    .build()))
                            .build();
            var result =
                    client.ask(request, version, DescribeConfigsResponse.class)
                            .results()
                            .getFirst();

            // Then
            assertThat(result.configs())
                    .extracting(DescribeConfigsResourceResult::name)
                    .containsExactly("retention.ms");
        }
    }

    @Test
    void refusesToDescribeWhatThereIsNot() throws Exception {
        assertThat(ErrorCode.of(configs(TOPIC, "absent").errorCode()))
                .isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(ErrorCode.of(configs(TOPIC, "a b").errorCode()))
                .isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION);
        assertThat(ErrorCode.of(configs(BROKER, "1").errorCode()))
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(ErrorCode.of(configs((byte) 77, "x").errorCode()))
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(ErrorCode.of(configs(BROKER, "").errorCode())).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void describesTheCluster() throws Exception {
        for (int version = 0; version <= 2; version++) {
            // When
            var response =
                    client.ask(
                            DescribeClusterRequest.builder()
                                    .includeClusterAuthorizedOperations(true)
                                    .build(),
                            version,
                            DescribeClusterResponse.class);

            // Then
            assertThat(response.clusterId()).hasSize(22);
            assertThat(response.controllerId()).isZero();
            assertThat(response.clusterAuthorizedOperations()).isEqualTo(8096);
            assertThat(response.brokers())
                    .singleElement()
                    .satisfies(node -> {
                        assertThat(node.brokerId()).isZero();
                        assertThat(node.port()).isEqualTo(broker.address().getPort());
                    });
        }
    }

    @Test
    void isNoController() throws Exception {
        // When
        var response =
                client.ask(
                        DescribeClusterRequest.builder().endpointType((byte) 2).build(),
                        1,
                        DescribeClusterResponse.class);

        // Then
        assertThat(ErrorCode.of(response.errorCode()))
                .isEqualTo(ErrorCode.MISMATCHED_ENDPOINT_TYPE);
    }

    @Test
    void coordinatesEveryGroup() throws Exception {
        for (int version = 0; version <= 3; version++) {
            // When
            var response =
                    client.ask(
                            FindCoordinatorRequest.builder().key("group").build(),
                            version,
                            FindCoordinatorResponse.class);

            // Then
            assertThat(ErrorCode.of(response.errorCode())).isEqualTo(ErrorCode.NONE);
            assertThat(response.nodeId()).isZero();
            assertThat(response.port()).isEqualTo(broker.address().getPort());
        }
        for (int version = 4; version <= 6; version++) {
            // When
            var response =
                    client.ask(
                            FindCoordinatorRequest.builder()
                                    .coordinatorKeys(List.of("one", "two"))
                                    .build(),
                            version,
                            FindCoordinatorResponse.class);

            // Then
            assertThat(response.coordinators())
                    .extracting(found -> found.key() + found.nodeId())
                    .containsExactly("one0", "two0");
        }
    }

    @Test
    void saysThatItServesNoTransactions() throws Exception {
        // When
        var response =
                client.ask(
                        FindCoordinatorRequest.builder().key("tx").keyType((byte) 1).build(),
                        2,
                        FindCoordinatorResponse.class);

        // Then
        assertThat(ErrorCode.of(response.errorCode()).retriable()).isFalse();
        assertThat(response.errorMessage()).contains("transactions");
    }

    private ListOffsetsPartitionResponse offset(long timestamp, int version) throws Exception {
        return offset(timestamp, version, 0);
    }

    private ListOffsetsPartitionResponse offset(long timestamp, int version, int partition)
            throws Exception {
        var request =
                ListOffsetsRequest.builder()
                        .replicaId(-1)
                        .topics(
                                List.of(
                                        ListOffsetsTopic.builder()
                                                .name("orders")
                                                .partitions(
                                                        List.of(
                                                                ListOffsetsPartition.builder()
                                                                        .partitionIndex(partition)
                                                                        .timestamp(timestamp)
                                                                        .build()))
                                                .build()))
                        .build();
        return client.ask(request, version, ListOffsetsResponse.class)
                .topics()
                .getFirst()
                .partitions()
                .getFirst();
    }

    @Test
    void listsFirstAndLastOffsetsInEveryVersion() throws Exception {
        for (int version = 1; version <= 11; version++) {
            assertThat(offset(-1, version).offset()).isZero();
            assertThat(offset(-2, version).offset()).isZero();
        }
    }

    @Test
    void knowsEachSpecialTimestampFromItsVersionOn() throws Exception {
        assertThat(ErrorCode.of(offset(-3, 6).errorCode()))
                .isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
        assertThat(offset(-3, 7).offset()).isEqualTo(-1);
        assertThat(ErrorCode.of(offset(-4, 7).errorCode()))
                .isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
        assertThat(offset(-4, 8).offset()).isZero();
        assertThat(ErrorCode.of(offset(-5, 8).errorCode()))
                .isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
        assertThat(offset(-5, 9).offset()).isEqualTo(-1);
        assertThat(ErrorCode.of(offset(-6, 10).errorCode()))
                .isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
        assertThat(offset(-6, 11).offset()).isEqualTo(-1);
        assertThat(ErrorCode.of(offset(Long.MIN_VALUE, 11).errorCode()))
                .isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
    }

    @Test
    void refusesOffsetsOfUnknownPartitions() throws Exception {
        assertThat(ErrorCode.of(offset(-1, 7, 5).errorCode()))
                .isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void tellsOfAQuorumOfOne(int version) throws Exception {
        // When
        var response =
                client.ask(quorum("__cluster_metadata"), version, DescribeQuorumResponse.class);
        // Then
        assertThat(response.errorCode()).isZero();
        var partition = response.topics().getFirst().partitions().getFirst();
        assertThat(partition.leaderId()).isZero();
        assertThat(partition.currentVoters())
                .singleElement()
                .satisfies(voter -> {
                    assertThat(voter.replicaId()).isZero();
                    assertThat(voter.logEndOffset())
                            .isPositive()
                            .isEqualTo(partition.highWatermark());
                });
        assertThat(partition.observers()).isEmpty();
    }

    @Test
    void knowsNoQuorumOfOtherTopics() throws Exception {
        // When
        var response = client.ask(quorum("orders"), 2, DescribeQuorumResponse.class);
        // Then
        var partition = response.topics().getFirst().partitions().getFirst();
        assertThat(partition.errorCode()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code());
    }

    private static DescribeQuorumRequest quorum(String topic) {
        var partition = DescribeQuorumRequest.PartitionData.builder().partitionIndex(0).build();
        var data =
                DescribeQuorumRequest.TopicData.builder()
                        .topicName(topic)
                        .partitions(List.of(partition))
                        .build();
        return DescribeQuorumRequest.builder().topics(List.of(data)).build();
    }
}
