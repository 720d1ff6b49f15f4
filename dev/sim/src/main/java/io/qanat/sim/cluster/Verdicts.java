package io.qanat.sim.cluster;

import io.qanat.broker.net.Reply;
import io.qanat.log.TopicPartition;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.protocol.message.ProduceRequest.PartitionProduceData;
import io.qanat.protocol.message.ProduceRequest.TopicProduceData;
import io.qanat.protocol.message.ProduceResponse;
import io.qanat.protocol.message.ProduceResponse.LeaderIdAndEpoch;
import io.qanat.protocol.message.ProduceResponse.NodeEndpoint;
import io.qanat.protocol.message.ProduceResponse.PartitionProduceResponse;
import io.qanat.protocol.message.ProduceResponse.TopicProduceResponse;
import io.qanat.sim.mishap.Mishap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a node answers to one request with batches, where that differs from what its handlers say.
/// Confined to the run's thread.
final class Verdicts {
    private final BrokerHost host;
    private final Map<TopicPartition, ErrorCode> refused = new HashMap<>();
    private final Map<TopicPartition, ErrorCode> denied = new HashMap<>();
    private int throttleMillis;

    /// The truth about everything.
    Verdicts(BrokerHost host) {
        this.host = host;
    }

    boolean isEmpty() {
        return refused.isEmpty() && denied.isEmpty() && throttleMillis == 0;
    }

    /// Takes nothing for a partition.
    void refuse(TopicPartition partition, ErrorCode error) {
        refused.put(partition, error);
    }

    void add(Refusal refusal, TopicPartition partition) {
        if (refusal.throttleMillis() > 0) {
            throttleMillis = refusal.throttleMillis();
            host.struck(Mishap.THROTTLE);
        } else if (refusal.isAfterAppend()) {
            denied.put(partition, refusal.error());
            host.struck(Mishap.DENY);
        } else {
            refuse(partition, refusal.error());
            host.struck(Mishap.REFUSE);
        }
    }

    /// The part of a request that is taken.
    ProduceRequest taken(ProduceRequest request) {
        var topics = new ArrayList<TopicProduceData>();
        for (TopicProduceData topic : request.topicData()) {
            List<PartitionProduceData> taken =
                    topic.partitionData().stream()
                            .filter(each -> !refused.containsKey(place(topic.name(), each.index())))
                            .toList();
            if (!taken.isEmpty()) {
                topics.add(topic.toBuilder().partitionData(taken).build());
            }
        }
        return request.toBuilder().topicData(topics).build();
    }

    /// The answer to all that was asked.
    ///
    /// @param truth what the handlers say of the part that was taken
    Reply reply(ProduceRequest request, ProduceResponse truth) {
        if (request.acks() == 0) {
            return new Reply.Hangup("refused");
        }
        var topics = new ArrayList<TopicProduceResponse>();
        for (TopicProduceData topic : request.topicData()) {
            var partitions = new ArrayList<PartitionProduceResponse>();
            for (PartitionProduceData partition : topic.partitionData()) {
                partitions.add(answer(truth, place(topic.name(), partition.index())));
            }
            topics.add(
                    TopicProduceResponse.builder()
                            .name(topic.name())
                            .partitionResponses(partitions)
                            .build());
        }
        return new Reply.Response(
                truth.toBuilder()
                        .responses(topics)
                        .throttleTimeMs(throttleMillis)
                        .nodeEndpoints(host.names() ? endpoints() : List.of())
                        .build());
    }

    private static List<NodeEndpoint> endpoints() {
        return IntStream.range(0, BrokerHost.NODES)
                .mapToObj(node ->
                        NodeEndpoint.builder()
                                .nodeId(node)
                                .host(BrokerHost.NAME)
                                .port(BrokerHost.port(node))
                                .build())
                .toList();
    }

    private PartitionProduceResponse answer(ProduceResponse truth, TopicPartition place) {
        ErrorCode error = refused.get(place);
        if (error != null) {
            return failed(place, error);
        }
        PartitionProduceResponse response = response(truth, place);
        ErrorCode denial = denied.get(place);
        boolean isTaken = response != null && response.errorCode() == ErrorCode.NONE.code();
        return response == null || (denial != null && isTaken)
                ? failed(place, denial == null ? ErrorCode.UNKNOWN_SERVER_ERROR : denial)
                : response;
    }

    private PartitionProduceResponse failed(TopicPartition place, ErrorCode error) {
        var builder =
                PartitionProduceResponse.builder()
                        .index(place.partition())
                        .errorCode(error.code())
                        .baseOffset(-1);
        if (error == ErrorCode.NOT_LEADER_OR_FOLLOWER && host.names()) {
            builder.currentLeader(
                    LeaderIdAndEpoch.builder()
                            .leaderId(host.leadership().leader(place))
                            .leaderEpoch(host.leaderEpoch())
                            .build());
        }
        return builder.build();
    }

    private static @Nullable PartitionProduceResponse response(
            ProduceResponse truth, TopicPartition place) {
        for (TopicProduceResponse each : truth.responses()) {
            for (PartitionProduceResponse response : each.partitionResponses()) {
                if (place.equals(place(each.name(), response.index()))) {
                    return response;
                }
            }
        }
        return null;
    }

    private static TopicPartition place(String topic, int partition) {
        return new TopicPartition(topic, partition);
    }
}
