package io.qanat.client.internal.transaction;

import io.qanat.client.ClientException;
import io.qanat.client.internal.idempotence.Identity;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.EndTxnRequest;
import io.qanat.protocol.message.EndTxnResponse;

/// The request that ends a transaction. Confined to the client's loop.
final class EndErrand extends Errand {
    private static final int FIRST_TRANSACTIONS_VERSION_MAX = 4;

    /// What comes of it.
    interface Result {
        /// It ended as it was to.
        ///
        /// @param next under which the next transaction is sent
        void ended(Identity next, long nowNanos);

        void unended(ClientException cause, long nowNanos);
    }

    private final Desk desk;
    private final Identity identity;
    private final boolean commits;
    private final boolean isSecondVersion;
    private final Result result;

    EndErrand(
            Desk desk, Identity identity, boolean commits, boolean isSecondVersion, Result result) {
        super(desk.coordinator(), desk.timeoutNanos(), desk.backoff());
        this.desk = desk;
        this.identity = identity;
        this.commits = commits;
        this.isSecondVersion = isSecondVersion;
        this.result = result;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.END_TXN;
    }

    @Override
    public int versionMax() {
        return isSecondVersion ? ApiKey.END_TXN.maxVersion() : FIRST_TRANSACTIONS_VERSION_MAX;
    }

    @Override
    public ApiMessage request(int version) {
        return EndTxnRequest.builder()
                .transactionalId(desk.id())
                .producerId(identity.producerId())
                .producerEpoch(identity.epoch())
                .committed(commits)
                .build();
    }

    @Override
    public int throttleMillis(ApiMessage response) {
        return ((EndTxnResponse) response).throttleTimeMs();
    }

    @Override
    String action() {
        return (commits ? "committing" : "aborting") + " the transaction of " + desk.name();
    }

    @Override
    ErrorCode error(ApiMessage response) {
        return ErrorCode.of(((EndTxnResponse) response).errorCode());
    }

    @Override
    void succeeded(ApiMessage response, long nowNanos) {
        var answer = (EndTxnResponse) response;
        result.ended(
                isSecondVersion && answer.producerId() >= 0
                        ? new Identity(answer.producerId(), answer.producerEpoch(), true)
                        : identity,
                nowNanos);
    }

    @Override
    void refused(ClientException cause, long nowNanos) {
        result.unended(cause, nowNanos);
    }
}
