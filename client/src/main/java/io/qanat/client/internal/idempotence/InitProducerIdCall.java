package io.qanat.client.internal.idempotence;

import io.qanat.client.ClientException;
import io.qanat.client.internal.connection.Call;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.message.InitProducerIdRequest;
import io.qanat.protocol.message.InitProducerIdResponse;

/// The question for a producer id. Confined to the client's loop.
final class InitProducerIdCall implements Call {
    /// Above it lie prepared transactions, which are not stable.
    private static final int VERSION_MAX = 5;

    private final Idempotence idempotence;
    private final long timeoutNanos;

    InitProducerIdCall(Idempotence idempotence, long timeoutNanos) {
        this.idempotence = idempotence;
        this.timeoutNanos = timeoutNanos;
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
        // The timeout belongs to transactions, but may not be 0.
        return InitProducerIdRequest.builder()
                .transactionalId(null)
                .transactionTimeoutMs(Integer.MAX_VALUE)
                .build();
    }

    @Override
    public long timeoutNanos() {
        return timeoutNanos;
    }

    @Override
    public void answered(ApiMessage response, long nowNanos) {
        idempotence.answered((InitProducerIdResponse) response, nowNanos);
    }

    @Override
    public int throttleMillis(ApiMessage response) {
        return ((InitProducerIdResponse) response).throttleTimeMs();
    }

    @Override
    public void failed(ClientException cause, boolean mayBeSent, long nowNanos) {
        // Two ids do no harm, so it may be asked again whatever became of the question.
        idempotence.failed(cause, cause.isRetriable() || mayBeSent, nowNanos);
    }
}
