package io.qanat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.qanat.client.BootstrapServers;
import io.qanat.client.BrokerException;
import io.qanat.client.ClientException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.TopicPartition;
import io.qanat.client.admin.Admin;
import io.qanat.client.admin.ConfigEntry;
import io.qanat.client.admin.CreatedTopic;
import io.qanat.client.admin.NewTopic;
import io.qanat.client.admin.OffsetSpec;
import io.qanat.client.admin.TopicDescription;
import io.qanat.protocol.ErrorCode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What our admin client does, whoever's broker it asks.
abstract class OurAdminRules {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Admin admin;
    private final String topic = "admin-" + UUID.randomUUID();

    OurAdminRules(InetSocketAddress broker) {
        String address = "127.0.0.1:" + broker.getPort();
        admin = Admin.create(ConnectionConfig.of(BootstrapServers.parse(address)), LIMIT);
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void aCreatedTopicIsListedAndDescribed() {
        // When
        CreatedTopic created =
                admin.createTopic(new NewTopic(topic, 3, 1, Map.of("retention.ms", "3600000")))
                        .join();

        // Then
        assertThat(created.partitions()).isEqualTo(3);
        TopicDescription described = described();
        assertThat(described.id()).isEqualTo(created.id());
        assertThat(described.partitions())
                .hasSize(3)
                .allMatch(partition -> partition.inSyncReplicas().size() == 1);
        assertThat(admin.listTopics().join())
                .extracting(TopicDescription::name)
                .contains(topic)
                .isSorted();
        assertThat(admin.describeTopicConfig(topic).join())
                .filteredOn(entry -> entry.name().equals("retention.ms"))
                .extracting(ConfigEntry::value, ConfigEntry::isDefault)
                .containsExactly(tuple("3600000", false));
    }

    /// On a cluster a new topic reaches every broker a little later.
    private TopicDescription described() {
        return await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> admin.describeTopic(topic).join(), found -> true);
    }

    @Test
    void aTopicCannotBeCreatedTwice() {
        // Given
        admin.createTopic(new NewTopic(topic, 1)).join();

        // When, Then
        assertThatThrownBy(() -> admin.createTopic(new NewTopic(topic, 1)).join())
                .cause()
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining(topic)
                .satisfies(e -> assertCode(e, ErrorCode.TOPIC_ALREADY_EXISTS));
    }

    @Test
    void anUnknownTopicIsSaidToBeOne() {
        assertCode(failure(admin.describeTopic(topic)), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertCode(failure(admin.deleteTopic(topic)), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertCode(
                failure(admin.createTopic(new NewTopic("no good name"))),
                ErrorCode.INVALID_TOPIC_EXCEPTION);
    }

    @Test
    void aDeletedTopicIsGone() {
        // Given
        admin.createTopic(new NewTopic(topic, 1)).join();
        described();

        // When
        admin.deleteTopic(topic).join();

        // Then
        await().atMost(LIMIT)
                .until(() ->
                        admin.listTopics().join().stream()
                                .noneMatch(listed -> listed.name().equals(topic)));
    }

    @Test
    void anEmptyPartitionBeginsAndEndsAtZero() {
        // Given
        admin.createTopic(new NewTopic(topic, 2)).join();
        described();
        var partition = new TopicPartition(topic, 1);

        // When, Then
        assertThat(admin.offset(partition, new OffsetSpec.Earliest()).join())
                .isEqualTo(OptionalLong.of(0));
        assertThat(admin.offset(partition, new OffsetSpec.Latest()).join())
                .isEqualTo(OptionalLong.of(0));
        assertThat(admin.offset(partition, new OffsetSpec.AtTime(1)).join()).isEmpty();
    }

    @Test
    void theClusterNamesItsBrokers() {
        // When
        var cluster = admin.describeCluster().join();

        // Then
        assertThat(cluster.clusterId()).isNotEmpty();
        assertThat(cluster.brokers()).hasSize(1).containsKey(cluster.controllerId());
        assertThat(admin.describeBrokerConfig(cluster.controllerId()).join())
                .extracting(ConfigEntry::name)
                .contains("log.dirs", "message.max.bytes");
    }

    private static Throwable failure(CompletableFuture<?> future) {
        return Objects.requireNonNull(catchThrowable(future::get).getCause());
    }

    private static void assertCode(Throwable failure, ErrorCode code) {
        assertThat(failure).isInstanceOf(ClientException.class);
        assertThat(((ClientException) failure).errorCode()).contains(code);
    }
}
