package io.qanat.broker.api;

import io.qanat.broker.net.Endpoint;
import io.qanat.broker.topics.TopicName;
import io.qanat.log.Log;
import io.qanat.log.TopicPartition;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.DescribeQuorumRequest;
import io.qanat.protocol.message.DescribeQuorumRequest.TopicData;
import io.qanat.protocol.message.DescribeQuorumResponse;
import io.qanat.protocol.message.DescribeQuorumResponse.Listener;
import io.qanat.protocol.message.DescribeQuorumResponse.Node;
import io.qanat.protocol.message.DescribeQuorumResponse.PartitionData;
import io.qanat.protocol.message.DescribeQuorumResponse.ReplicaState;
import java.time.InstantSource;
import java.util.List;

/// DescribeQuorum: a quorum of one, which has all it knows. Immutable.
final class DescribeQuorumHandler {
    private static final TopicPartition METADATA =
            new TopicPartition(TopicName.CLUSTER_METADATA, 0);

    private static final int NODES_VERSION_MIN = 2;

    private final Cluster cluster;
    private final Log log;
    private final InstantSource clock;

    private DescribeQuorumHandler(Cluster cluster, Log log, InstantSource clock) {
        this.cluster = cluster;
        this.log = log;
        this.clock = clock;
    }

    static Api<DescribeQuorumRequest> api(Cluster cluster, Log log, InstantSource clock) {
        var handler = new DescribeQuorumHandler(cluster, log, clock);
        return Api.of(
                ApiKey.DESCRIBE_QUORUM,
                0,
                2,
                DescribeQuorumRequest.class,
                Handler.inTurn(handler::answer));
    }

    private DescribeQuorumResponse answer(DescribeQuorumRequest request, Call call) {
        if (!asksForMetadata(request.topics())) {
            return unknown(request.topics());
        }
        var topic =
                DescribeQuorumResponse.TopicData.builder()
                        .topicName(TopicName.CLUSTER_METADATA)
                        .partitions(List.of(quorum(call.version())))
                        .build();
        var response = DescribeQuorumResponse.builder().topics(List.of(topic));
        if (call.version() >= NODES_VERSION_MIN) {
            response.nodes(List.of(node(call.peer().endpoint())));
        }
        return response.build();
    }

    private static Node node(Endpoint endpoint) {
        var listener =
                Listener.builder()
                        .name("PLAINTEXT")
                        .host(endpoint.host())
                        .port(endpoint.port())
                        .build();
        return Node.builder().nodeId(NodeSettings.NODE_ID).listeners(List.of(listener)).build();
    }

    /// Other partitions have no quorum.
    private static DescribeQuorumResponse unknown(List<TopicData> topics) {
        return DescribeQuorumResponse.builder()
                .topics(topics.stream().map(DescribeQuorumHandler::unknown).toList())
                .build();
    }

    private static DescribeQuorumResponse.TopicData unknown(TopicData topic) {
        return DescribeQuorumResponse.TopicData.builder()
                .topicName(topic.topicName())
                .partitions(
                        topic.partitions().stream()
                                .map(partition ->
                                        PartitionData.builder()
                                                .partitionIndex(partition.partitionIndex())
                                                .errorCode(
                                                        ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code())
                                                .build())
                                .toList())
                .build();
    }

    private static boolean asksForMetadata(List<TopicData> topics) {
        return topics.size() == 1
                && topics.getFirst().topicName().equals(TopicName.CLUSTER_METADATA)
                && topics.getFirst().partitions().size() == 1
                && topics.getFirst().partitions().getFirst().partitionIndex() == 0;
    }

    private PartitionData quorum(int version) {
        var offsets = log.offsets(METADATA);
        var self =
                ReplicaState.builder()
                        .replicaId(NodeSettings.NODE_ID)
                        .logEndOffset(offsets.logEnd())
                        .lastFetchTimestamp(-1)
                        .lastCaughtUpTimestamp(clock.millis());
        if (version >= NODES_VERSION_MIN) {
            self.replicaDirectoryId(log.directoryId());
        }
        return PartitionData.builder()
                .partitionIndex(0)
                .leaderId(NodeSettings.NODE_ID)
                .leaderEpoch(cluster.leaderEpoch())
                .highWatermark(offsets.highWatermark())
                .currentVoters(List.of(self.build()))
                .observers(List.of())
                .build();
    }
}
