package io.qanat.client.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.Endpoint;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.MetadataResponse;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseBroker;
import io.qanat.protocol.message.MetadataResponse.MetadataResponsePartition;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MetadataSnapshotTest {
    private static final UUID ID = new UUID(1, 2);

    @Test
    void leavesOutBrokersWithImpossibleAddresses() {
        // When
        MetadataSnapshot snapshot =
                MetadataSnapshot.of(
                        MetadataResponse.builder()
                                .brokers(
                                        List.of(
                                                broker(1, "a", 9092),
                                                broker(2, "", 9092),
                                                broker(3, "c", 70_000),
                                                broker(4, "d", -1)))
                                .build());

        // Then
        assertThat(snapshot.brokers()).isEqualTo(Map.of(1, new Endpoint("a", 9092)));
    }

    @Test
    void takesABrokerOnAUnixDomainSocket() {
        // When
        MetadataSnapshot snapshot =
                MetadataSnapshot.of(
                        MetadataResponse.builder()
                                .brokers(List.of(broker(0, "unix:/run/q.sock", 0)))
                                .build());

        // Then
        assertThat(snapshot.brokers().get(0)).isEqualTo(Endpoint.parse("unix:/run/q.sock"));
    }

    @Test
    void sortsPartitionsByTheirIndex() {
        // When
        MetadataSnapshot snapshot =
                snapshot(partition(2, 30, 1), partition(0, 10, 1), partition(1, 20, 1));

        // Then
        assertThat(snapshot.topic("t").orElseThrow().partitions())
                .extracting(PartitionMetadata::leaderId)
                .containsExactly(10, 20, 30);
    }

    @Test
    void holdsATopicWithGapsForUnknown() {
        // When
        MetadataSnapshot snapshot = snapshot(partition(0, 1, 1), partition(1_000_000, 1, 1));

        // Then
        assertThat(snapshot.topic("t").orElseThrow().error())
                .isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(snapshot.partition("t", 0)).isEmpty();
    }

    @Test
    void countsAPartitionNamedTwiceOnce() {
        // When
        MetadataSnapshot snapshot = snapshot(partition(0, 1, 1), partition(0, 2, 1));

        // Then
        assertThat(snapshot.partition("t", 1).orElseThrow().hasLeader()).isFalse();
    }

    @Test
    void doesNotGoBackToADeposedLeader() {
        // Given
        MetadataSnapshot before = snapshot(partition(0, 2, 5));

        // When
        MetadataSnapshot after = MetadataSnapshot.of(response(ID, partition(0, 1, 4)), before);

        // Then
        assertThat(after.partition("t", 0).orElseThrow().leaderId()).isEqualTo(2);
    }

    @Test
    void takesAnyLeaderOfATopicThatWasCreatedAnew() {
        // Given
        MetadataSnapshot before = snapshot(partition(0, 2, 5));

        // When
        MetadataSnapshot after =
                MetadataSnapshot.of(response(new UUID(9, 9), partition(0, 1, 0)), before);

        // Then
        assertThat(after.partition("t", 0).orElseThrow().leaderId()).isEqualTo(1);
    }

    private static MetadataSnapshot snapshot(MetadataResponsePartition... partitions) {
        return MetadataSnapshot.of(response(ID, partitions));
    }

    private static MetadataResponse response(UUID id, MetadataResponsePartition... partitions) {
        var topic =
                MetadataResponseTopic.builder()
                        .name("t")
                        .topicId(id)
                        .partitions(Arrays.asList(partitions))
                        .build();
        return MetadataResponse.builder().topics(List.of(topic)).build();
    }

    private static MetadataResponsePartition partition(int index, int leaderId, int leaderEpoch) {
        return MetadataResponsePartition.builder()
                .partitionIndex(index)
                .leaderId(leaderId)
                .leaderEpoch(leaderEpoch)
                .build();
    }

    private static MetadataResponseBroker broker(int id, String host, int port) {
        return MetadataResponseBroker.builder().nodeId(id).host(host).port(port).build();
    }
}
