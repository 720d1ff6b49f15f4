package io.qanat.client.internal.transaction;

import io.qanat.client.ClientException;
import io.qanat.client.internal.idempotence.Identity;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.InitProducerIdRequest;
import io.qanat.protocol.message.InitProducerIdResponse;
import org.jspecify.annotations.Nullable;

/// The question under which producer id and epoch to go on. Confined to the client's loop.
final class Identification extends Errand {
    /// Above it lie prepared transactions, which are not stable.
    private static final int VERSION_MAX = 5;

    /// The first that can ask for the next epoch of an id (KIP-360).
    private static final int EPOCH_VERSION_MIN = 3;

    /// What comes of it.
    interface Result {
        void identified(Identity identity, long nowNanos);

        void unidentified(ClientException cause, long nowNanos);
    }

    private final Desk desk;
    private final int timeoutMillis;
    private final @Nullable Identity before;
    private final Result result;

    /// @param timeoutMillis of transactions
    /// @param before whose epoch is to grow; null to start over
    Identification(Desk desk, int timeoutMillis, @Nullable Identity before, Result result) {
        super(desk.coordinator(), desk.timeoutNanos(), desk.backoff());
        this.desk = desk;
        this.timeoutMillis = timeoutMillis;
        this.before = before;
        this.result = result;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.INIT_PRODUCER_ID;
    }

    @Override
    public int versionMax() {
        return VERSION_MAX;
    }

    @Override
    public ApiMessage request(int version) {
        var request =
                InitProducerIdRequest.builder()
                        .transactionalId(desk.id())
                        .transactionTimeoutMs(timeoutMillis);
        if (before != null && version >= EPOCH_VERSION_MIN) {
            request.producerId(before.producerId()).producerEpoch(before.epoch());
        }
        return request.build();
    }

    @Override
    public int throttleMillis(ApiMessage response) {
        return ((InitProducerIdResponse) response).throttleTimeMs();
    }

    @Override
    String action() {
        return "identifying the producer of " + desk.name();
    }

    @Override
    ErrorCode error(ApiMessage response) {
        return ErrorCode.of(((InitProducerIdResponse) response).errorCode());
    }

    @Override
    void succeeded(ApiMessage response, long nowNanos) {
        var answer = (InitProducerIdResponse) response;
        result.identified(
                new Identity(answer.producerId(), answer.producerEpoch(), true), nowNanos);
    }

    @Override
    void refused(ClientException cause, long nowNanos) {
        result.unidentified(cause, nowNanos);
    }
}
