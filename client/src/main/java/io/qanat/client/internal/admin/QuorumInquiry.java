package io.qanat.client.internal.admin;

import io.qanat.client.admin.QuorumDescription;
import io.qanat.client.admin.QuorumReplica;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.message.DescribeQuorumRequest;
import io.qanat.protocol.message.DescribeQuorumResponse;
import io.qanat.protocol.message.DescribeQuorumResponse.ReplicaState;
import java.util.Comparator;
import java.util.List;

/// A question for the controllers' quorum, which brokers pass on to its leader. Immutable.
public record QuorumInquiry() implements Inquiry<QuorumDescription> {
    private static final String METADATA_TOPIC = "__cluster_metadata";

    @Override
    public String action() {
        return "describe the controllers' quorum";
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_QUORUM;
    }

    @Override
    public ApiMessage request(int version) {
        var partition = DescribeQuorumRequest.PartitionData.builder().partitionIndex(0).build();
        var topic =
                DescribeQuorumRequest.TopicData.builder()
                        .topicName(METADATA_TOPIC)
                        .partitions(List.of(partition))
                        .build();
        return DescribeQuorumRequest.builder().topics(List.of(topic)).build();
    }

    @Override
    public int throttleMillis(ApiMessage response) {
        return 0;
    }

    @Override
    public QuorumDescription read(ApiMessage response) {
        var answer = (DescribeQuorumResponse) response;
        check(answer.errorCode(), answer.errorMessage());
        var topic = Answers.only(answer.topics(), action());
        var quorum = Answers.only(topic.partitions(), action());
        check(quorum.errorCode(), quorum.errorMessage());
        return new QuorumDescription(
                quorum.leaderId(),
                quorum.leaderEpoch(),
                quorum.highWatermark(),
                replicas(quorum.currentVoters()),
                replicas(quorum.observers()));
    }

    private static List<QuorumReplica> replicas(List<ReplicaState> states) {
        return states.stream()
                .map(state ->
                        new QuorumReplica(
                                state.replicaId(),
                                state.logEndOffset(),
                                state.lastCaughtUpTimestamp()))
                .sorted(Comparator.comparingInt(QuorumReplica::nodeId))
                .toList();
    }
}
