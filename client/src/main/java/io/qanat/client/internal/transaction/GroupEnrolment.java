package io.qanat.client.internal.transaction;

import io.qanat.client.internal.idempotence.Identity;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.AddOffsetsToTxnRequest;
import io.qanat.protocol.message.AddOffsetsToTxnResponse;

/// The request that makes a group's offsets part of a transaction of the first version. Confined to
/// the client's loop.
final class GroupEnrolment extends PartErrand {
    private final String groupId;

    GroupEnrolment(Desk desk, Identity identity, String groupId, Result result) {
        super(desk, desk.coordinator(), identity, result);
        this.groupId = groupId;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.ADD_OFFSETS_TO_TXN;
    }

    @Override
    public ApiMessage request(int version) {
        return AddOffsetsToTxnRequest.builder()
                .transactionalId(desk().id())
                .producerId(identity().producerId())
                .producerEpoch(identity().epoch())
                .groupId(groupId)
                .build();
    }

    @Override
    public int throttleMillis(ApiMessage response) {
        return ((AddOffsetsToTxnResponse) response).throttleTimeMs();
    }

    @Override
    String action() {
        return "adding group " + groupId + " to the transaction of " + desk().name();
    }

    @Override
    ErrorCode error(ApiMessage response) {
        return ErrorCode.of(((AddOffsetsToTxnResponse) response).errorCode());
    }
}
