package io.qanat.client.internal.transaction;

import io.qanat.client.TopicPartition;
import io.qanat.client.internal.idempotence.Identity;
import io.qanat.client.producer.GroupMember;
import io.qanat.client.producer.GroupOffset;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.TxnOffsetCommitRequest;
import io.qanat.protocol.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition;
import io.qanat.protocol.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic;
import io.qanat.protocol.message.TxnOffsetCommitResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The request that commits a group's offsets as part of a transaction. Confined to the client's
/// loop.
final class OffsetsErrand extends PartErrand {
    /// The first that names the group's member.
    private static final int MEMBER_VERSION_MIN = 3;

    private static final int FIRST_TRANSACTIONS_VERSION_MAX = 4;

    /// Above it lies addressing by topic id.
    private static final int VERSION_MAX = 5;

    private final GroupMember member;
    private final Map<TopicPartition, GroupOffset> offsets;
    private final boolean isSecondVersion;

    /// @param coordinator of the group
    OffsetsErrand(
            Desk desk, Coordinator coordinator, Lot lot, boolean isSecondVersion, Result result) {
        super(desk, coordinator, lot.identity(), result);
        this.member = lot.member();
        this.offsets = lot.offsets();
        this.isSecondVersion = isSecondVersion;
    }

    /// What is committed, and by whom. Immutable.
    record Lot(Identity identity, GroupMember member, Map<TopicPartition, GroupOffset> offsets) {}

    @Override
    public ApiKey apiKey() {
        return ApiKey.TXN_OFFSET_COMMIT;
    }

    @Override
    public int versionMax() {
        return isSecondVersion ? VERSION_MAX : FIRST_TRANSACTIONS_VERSION_MAX;
    }

    @Override
    public ApiMessage request(int version) {
        var topics = new TreeMap<String, List<TxnOffsetCommitRequestPartition>>();
        offsets.forEach((partition, offset) ->
                topics.computeIfAbsent(partition.topic(), name -> new ArrayList<>())
                        .add(partition(partition.partition(), offset, version)));
        var request =
                TxnOffsetCommitRequest.builder()
                        .transactionalId(desk().id())
                        .groupId(member.groupId())
                        .producerId(identity().producerId())
                        .producerEpoch(identity().epoch());
        if (version >= MEMBER_VERSION_MIN) {
            request.generationIdOrMemberEpoch(member.generation())
                    .memberId(member.memberId())
                    .groupInstanceId(member.instanceId().orElse(null));
        }
        return request.topics(
                        topics.entrySet().stream()
                                .map(topic ->
                                        TxnOffsetCommitRequestTopic.builder()
                                                .name(topic.getKey())
                                                .partitions(topic.getValue())
                                                .build())
                                .toList())
                .build();
    }

    private static TxnOffsetCommitRequestPartition partition(
            int index, GroupOffset offset, int version) {
        var partition =
                TxnOffsetCommitRequestPartition.builder()
                        .partitionIndex(index)
                        .committedOffset(offset.offset())
                        .committedMetadata(offset.metadata());
        if (version >= 2) {
            partition.committedLeaderEpoch(offset.leaderEpoch());
        }
        return partition.build();
    }

    @Override
    public int throttleMillis(ApiMessage response) {
        return ((TxnOffsetCommitResponse) response).throttleTimeMs();
    }

    @Override
    String action() {
        return "committing offsets of group "
                + member.groupId()
                + " in the transaction of "
                + desk().name();
    }

    @Override
    ErrorCode error(ApiMessage response) {
        return worst(
                ((TxnOffsetCommitResponse) response)
                        .topics().stream()
                                .flatMap(topic -> topic.partitions().stream())
                                .map(partition -> ErrorCode.of(partition.errorCode()))
                                .toList());
    }
}
