package io.qanat.client.internal.cluster;

import io.qanat.client.ClientException;
import io.qanat.client.internal.connection.Call;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.message.MetadataResponse;

/// A question for the wanted topics. Confined to the client's loop.
final class MetadataCall implements Call {
    private final Metadata metadata;
    private final long timeoutNanos;

    MetadataCall(Metadata metadata, long timeoutNanos) {
        this.metadata = metadata;
        this.timeoutNanos = timeoutNanos;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.METADATA;
    }

    @Override
    public ApiMessage request(int version) {
        return metadata.request();
    }

    @Override
    public long timeoutNanos() {
        return timeoutNanos;
    }

    @Override
    public void answered(ApiMessage response, long nowNanos) {
        metadata.answered((MetadataResponse) response, nowNanos);
    }

    @Override
    public int throttleMillis(ApiMessage response) {
        return ((MetadataResponse) response).throttleTimeMs();
    }

    @Override
    public void failed(ClientException cause, boolean mayBeSent, long nowNanos) {
        metadata.failed(cause, nowNanos);
    }
}
