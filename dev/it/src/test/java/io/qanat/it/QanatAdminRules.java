package io.qanat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.BootstrapServers;
import io.qanat.client.BrokerException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.TopicPartition;
import io.qanat.client.admin.Admin;
import io.qanat.client.admin.ConfigEntry;
import io.qanat.client.admin.NewTopic;
import io.qanat.client.admin.OffsetSpec;
import io.qanat.client.admin.TopicDescription;
import io.qanat.it.peer.QanatClient;
import io.qanat.it.peer.SampleRecord;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What our own admin client finds and changes.
abstract class QanatAdminRules {
    private final InetSocketAddress address;
    private final Admin admin;

    QanatAdminRules(InetSocketAddress address) {
        this.address = address;
        this.admin = Admin.create(ConnectionConfig.of(BootstrapServers.parse(bootstrap())));
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void createdTopicIsListedAndDescribed() {
        // When
        var created = admin.createTopic(new NewTopic("ours", 3, 1, Map.of())).join();
        // Then
        TopicDescription description = admin.describeTopic("ours").join();
        assertThat(description.id()).isEqualTo(created.id());
        assertThat(description.partitions()).hasSize(3);
        assertThat(admin.listTopics().join()).extracting(TopicDescription::name).contains("ours");
    }

    @Test
    void deletedTopicIsGone() {
        // Given
        admin.createTopic(new NewTopic("ours-deleted")).join();
        // When
        admin.deleteTopic("ours-deleted").join();
        // Then
        assertThat(admin.listTopics().join())
                .extracting(TopicDescription::name)
                .doesNotContain("ours-deleted");
    }

    @Test
    void refusalsCarryTheBrokersError() {
        // Given
        admin.createTopic(new NewTopic("ours-twice")).join();
        // Then
        assertThatThrownBy(() -> admin.createTopic(new NewTopic("ours-twice")).join())
                .hasCauseInstanceOf(BrokerException.class)
                .hasMessageContaining("ours-twice");
        assertThatThrownBy(() -> admin.createTopic(new NewTopic("no blanks")).join())
                .hasCauseInstanceOf(BrokerException.class);
        assertThatThrownBy(() -> admin.describeTopic("ours-nowhere").join())
                .hasCauseInstanceOf(BrokerException.class);
        assertThatThrownBy(() -> admin.deleteTopic("ours-nowhere").join())
                .hasCauseInstanceOf(BrokerException.class);
    }

    @Test
    void configsOfATopicAreThoseItWasCreatedWith() {
        // Given
        admin.createTopic(new NewTopic("ours-configured", 1, 1, Map.of("retention.ms", "12345")))
                .join();
        // When
        List<ConfigEntry> configs = admin.describeTopicConfig("ours-configured").join();
        // Then
        assertThat(configs)
                .filteredOn(entry -> entry.name().equals("retention.ms"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.value()).isEqualTo("12345"));
    }

    @Test
    void clusterIsNodeZeroWhereTheClientConnected() {
        // When
        var cluster = admin.describeCluster().join();
        // Then
        assertThat(cluster.controllerId()).isZero();
        assertThat(cluster.brokers()).containsOnlyKeys(0);
        assertThat(cluster.clusterId()).hasSize(22);
    }

    @Test
    void offsetsAreFoundByPlaceAndByTime() {
        // Given
        new QanatClient().produce(bootstrap(), "ours-times", "lz4", Samples.records());
        long max =
                Samples.records().stream()
                        .mapToLong(SampleRecord::timestampMillis)
                        .max()
                        .orElseThrow();
        // Then
        int count = Samples.records().size();
        assertThat(offset(new OffsetSpec.Earliest())).hasValue(0);
        assertThat(offset(new OffsetSpec.Latest())).hasValue(count);
        assertThat(offset(new OffsetSpec.AtTime(max))).hasValue(count - 1);
        assertThat(offset(new OffsetSpec.AtTime(max + 1))).isEmpty();
    }

    private OptionalLong offset(OffsetSpec spec) {
        return admin.offset(new TopicPartition("ours-times", 0), spec).join();
    }

    private String bootstrap() {
        return "127.0.0.1:" + address.getPort();
    }
}
