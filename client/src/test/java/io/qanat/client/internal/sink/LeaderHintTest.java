package io.qanat.client.internal.sink;

import static io.qanat.client.internal.sink.ScriptedSinks.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.ScriptedCluster.Held;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.ProduceResponse;
import io.qanat.protocol.message.ProduceResponse.LeaderIdAndEpoch;
import io.qanat.protocol.message.ProduceResponse.NodeEndpoint;
import io.qanat.protocol.message.ProduceResponse.PartitionProduceResponse;
import io.qanat.protocol.message.ProduceResponse.TopicProduceResponse;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Brokers that name the new leader with the refusal (KIP-951). The metadata answers of the test's
/// cluster say leader epoch 1, and go on naming the old one.
class LeaderHintTest {
    private final ScriptedSinks producer = new ScriptedSinks(UnaryOperator.identity());

    @Test
    void sendsToTheNewLeaderWithoutAPause() {
        // Given
        Held refused = refusedRequest();

        // When
        refused.answer(movedTo(2, 2), producer.now());
        producer.runFor(20 * MILLI);

        // Then
        assertThat(producer.brokers.takeHeld()).extracting(Held::brokerId).containsExactly(2);
    }

    @Test
    void takesNoNewsFromTheTimeOfAnOlderEpoch() {
        // Given
        Held refused = refusedRequest();

        // When
        refused.answer(movedTo(2, 1), producer.now());
        producer.runFor(300 * MILLI);

        // Then
        assertThat(producer.brokers.takeHeld()).extracting(Held::brokerId).containsExactly(1);
    }

    private Held refusedRequest() {
        producer.warmUp();
        producer.brokers.hold(ApiKey.PRODUCE);
        producer.send("orders", 0, "a");
        producer.runFor(10 * MILLI);
        return producer.brokers.takeHeld().getFirst();
    }

    private ProduceResponse movedTo(int leaderId, int leaderEpoch) {
        var partition = new TopicPartition("orders", 0);
        var refusal =
                PartitionProduceResponse.builder()
                        .index(partition.partition())
                        .errorCode(ErrorCode.NOT_LEADER_OR_FOLLOWER.code())
                        .currentLeader(
                                LeaderIdAndEpoch.builder()
                                        .leaderId(leaderId)
                                        .leaderEpoch(leaderEpoch)
                                        .build())
                        .build();
        var node = producer.brokers.endpoint(leaderId);
        return ProduceResponse.builder()
                .responses(
                        List.of(
                                TopicProduceResponse.builder()
                                        .name(partition.topic())
                                        .partitionResponses(List.of(refusal))
                                        .build()))
                .nodeEndpoints(
                        List.of(
                                NodeEndpoint.builder()
                                        .nodeId(leaderId)
                                        .host(node.host())
                                        .port(node.port())
                                        .build()))
                .build();
    }
}
