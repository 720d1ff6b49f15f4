package io.qanat.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataRequest.MetadataRequestTopic;
import io.qanat.protocol.message.MetadataResponse;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataWireTest {
    private static final MetadataRequest ALL = MetadataRequest.builder().topics(null).build();

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

    private static MetadataRequest named(String... names) {
        return MetadataRequest.builder()
                .topics(
                        List.of(names).stream()
                                .map(name -> MetadataRequestTopic.builder().name(name).build())
                                .toList())
                .build();
    }

    @Test
    void createsUnknownTopicInTheSameAnswer() throws Exception {
        for (int version = 0; version <= 13; version++) {
            // When
            String name = "fresh" + version;
            var topic =
                    client.ask(named(name), version, MetadataResponse.class).topics().getFirst();

            // Then
            assertThat(topic.errorCode()).as(name).isEqualTo(ErrorCode.NONE.code());
            assertThat(topic.name()).isEqualTo(name);
            assertThat(topic.partitions())
                    .singleElement()
                    .satisfies(partition -> {
                        assertThat(partition.errorCode()).isEqualTo(ErrorCode.NONE.code());
                        assertThat(partition.leaderId()).isZero();
                        assertThat(partition.isrNodes()).containsExactly(0);
                    });
        }
    }

    @Test
    void leavesUnknownTopicAloneWhenAskedTo() throws Exception {
        // When
        var request = named("absent").toBuilder().allowAutoTopicCreation(false).build();
        var topic = client.ask(request, 4, MetadataResponse.class).topics().getFirst();

        // Then
        assertThat(topic.errorCode()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code());
        assertThat(client.ask(ALL, 1, MetadataResponse.class).topics()).isEmpty();
    }

    @Test
    void readsTheEmptyListAsAllTopicsOnlyInVersionZero() throws Exception {
        // Given
        broker.topic("orders");

        // When
        var old = client.ask(named(), 0, MetadataResponse.class);
        var newer = client.ask(named(), 1, MetadataResponse.class);
        var all = client.ask(ALL, 1, MetadataResponse.class);

        // Then
        assertThat(old.topics()).extracting(MetadataResponseTopic::name).containsExactly("orders");
        assertThat(newer.topics()).isEmpty();
        assertThat(all.topics()).extracting(MetadataResponseTopic::name).containsExactly("orders");
    }

    @Test
    void refusesNamesThatTopicsCannotHave() throws Exception {
        // When
        var response =
                client.ask(named("a b", "..", "__cluster_metadata"), 9, MetadataResponse.class);

        // Then
        assertThat(response.topics())
                .extracting(MetadataResponseTopic::errorCode)
                .containsOnly(ErrorCode.INVALID_TOPIC_EXCEPTION.code());
    }

    @Test
    void findsTopicById() throws Exception {
        // Given
        UUID id = broker.topic("orders").topicId();
        UUID stranger = new UUID(7, 7);

        // When
        var request =
                MetadataRequest.builder()
                        .topics(
                                List.of(
                                        MetadataRequestTopic.builder()
                                                .name(null)
                                                .topicId(id)
                                                .build(),
                                        MetadataRequestTopic.builder()
                                                .name(null)
                                                .topicId(stranger)
                                                .build()))
                        .build();
        var topics = client.ask(request, 12, MetadataResponse.class).topics();

        // Then
        assertThat(topics.get(0).name()).isEqualTo("orders");
        assertThat(topics.get(1).name()).isNull();
        assertThat(topics.get(1).errorCode()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID.code());
    }

    @Test
    void refusesIdsInVersionsWithoutThem() throws Exception {
        // When
        var request =
                MetadataRequest.builder()
                        .topics(
                                List.of(
                                        MetadataRequestTopic.builder()
                                                .name(null)
                                                .topicId(new UUID(1, 2))
                                                .build()))
                        .build();
        var topic = client.ask(request, 10, MetadataResponse.class).topics().getFirst();

        // Then
        assertThat(topic.errorCode()).isEqualTo(ErrorCode.INVALID_REQUEST.code());
    }

    @Test
    void namesTheAddressThatTheClientReached() throws Exception {
        // When
        var node = client.ask(ALL, 12, MetadataResponse.class).brokers().getFirst();

        // Then
        assertThat(node.host()).isEqualTo("127.0.0.1");
        assertThat(node.port()).isEqualTo(broker.address().getPort());
    }

    @Test
    void namesTheSocketThatTheGuestReached() throws Exception {
        // Given
        Path socket = folder.resolve("q.sock");
        broker.broker().listen(socket);

        // When
        try (var guest = WireClient.connect(UnixDomainSocketAddress.of(socket))) {
            var node = guest.ask(ALL, 12, MetadataResponse.class).brokers().getFirst();

            // Then
            assertThat(node.host()).isEqualTo("unix:" + socket.toAbsolutePath());
            assertThat(node.port()).isZero();
        }
    }

    @Test
    void tellsWhatMayBeDoneWhenAsked() throws Exception {
        // Given
        broker.topic("orders");

        // When
        var request =
                named("orders").toBuilder()
                        .includeTopicAuthorizedOperations(true)
                        .includeClusterAuthorizedOperations(true)
                        .build();
        var response = client.ask(request, 8, MetadataResponse.class);

        // Then the bit fields are those that Apache Kafka sends without an authorizer
        assertThat(response.topics().getFirst().topicAuthorizedOperations()).isEqualTo(3576);
        assertThat(response.clusterAuthorizedOperations()).isEqualTo(8096);
    }
}
