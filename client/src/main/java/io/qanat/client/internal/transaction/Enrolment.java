package io.qanat.client.internal.transaction;

import io.qanat.client.TopicPartition;
import io.qanat.client.internal.idempotence.Identity;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.AddPartitionsToTxnRequest;
import io.qanat.protocol.message.AddPartitionsToTxnRequest.AddPartitionsToTxnTopic;
import io.qanat.protocol.message.AddPartitionsToTxnResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The request that makes partitions part of a transaction of the first version. Confined to the
/// client's loop.
final class Enrolment extends PartErrand {
    /// Above it several producers share a request, which only brokers send.
    private static final int VERSION_MAX = 3;

    private final Collection<TopicPartition> partitions;

    Enrolment(Desk desk, Identity identity, Collection<TopicPartition> partitions, Result result) {
        super(desk, desk.coordinator(), identity, result);
        this.partitions = List.copyOf(partitions);
    }

    Collection<TopicPartition> partitions() {
        return partitions;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.ADD_PARTITIONS_TO_TXN;
    }

    @Override
    public int versionMax() {
        return VERSION_MAX;
    }

    @Override
    public ApiMessage request(int version) {
        var topics = new ArrayList<AddPartitionsToTxnTopic>();
        byTopic()
                .forEach((name, indexes) ->
                        topics.add(
                                AddPartitionsToTxnTopic.builder()
                                        .name(name)
                                        .partitions(indexes)
                                        .build()));
        return AddPartitionsToTxnRequest.builder()
                .v3AndBelowTransactionalId(desk().id())
                .v3AndBelowProducerId(identity().producerId())
                .v3AndBelowProducerEpoch(identity().epoch())
                .v3AndBelowTopics(topics)
                .build();
    }

    private Map<String, List<Integer>> byTopic() {
        var topics = new TreeMap<String, List<Integer>>();
        for (TopicPartition partition : partitions) {
            topics.computeIfAbsent(partition.topic(), name -> new ArrayList<>())
                    .add(partition.partition());
        }
        return topics;
    }

    @Override
    public int throttleMillis(ApiMessage response) {
        return ((AddPartitionsToTxnResponse) response).throttleTimeMs();
    }

    @Override
    String action() {
        return "adding " + partitions + " to the transaction of " + desk().name();
    }

    @Override
    ErrorCode error(ApiMessage response) {
        return worst(
                ((AddPartitionsToTxnResponse) response)
                        .resultsByTopicV3AndBelow().stream()
                                .flatMap(topic -> topic.resultsByPartition().stream())
                                .map(partition -> ErrorCode.of(partition.partitionErrorCode()))
                                .toList());
    }
}
