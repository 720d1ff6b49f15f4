package io.qanat.client.internal.connection;

import io.qanat.client.ClientException;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.ApiVersionsRequest;
import io.qanat.protocol.message.ApiVersionsResponse;
import java.nio.ByteBuffer;
import java.time.Duration;

/// The first request on every connection: which versions does the broker speak (KIP-35)? Confined
/// to the client's loop.
final class ApiVersionsCall implements Call {
    /// What brokers since 3.7 answer at once. Asking for more costs those an extra round trip.
    static final int VERSION_FIRST = 4;

    private static final String SOFTWARE_NAME = "qanat";
    private static final String SOFTWARE_VERSION = "0.1.0";

    /// Behind the correlation id, since the answer's header is always of version 0.
    private static final int ERROR_CODE_POSITION = 4;

    interface Answered {
        void answered(ApiVersionsResponse response, long nowNanos);
    }

    private final int version;
    private final Duration timeout;
    private final Answered answered;

    ApiVersionsCall(int version, Duration timeout, Answered answered) {
        this.version = version;
        this.timeout = timeout;
        this.answered = answered;
    }

    static boolean isUnsupportedVersion(ByteBuffer frame) {
        return frame.remaining() >= ERROR_CODE_POSITION + 2
                && frame.getShort(frame.position() + ERROR_CODE_POSITION)
                        == ErrorCode.UNSUPPORTED_VERSION.code();
    }

    /// The version to ask for next: what the broker names (KIP-511), or 0.
    static int versionBelow(int refused, ApiVersionsResponse response) {
        int named = Versions.of(response).newest(ApiKey.API_VERSIONS, VERSION_FIRST).orElse(0);
        return named < refused ? named : 0;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.API_VERSIONS;
    }

    @Override
    public ApiMessage request(int asked) {
        var request = ApiVersionsRequest.builder();
        if (version >= 3) {
            request.clientSoftwareName(SOFTWARE_NAME).clientSoftwareVersion(SOFTWARE_VERSION);
        }
        return request.build();
    }

    @Override
    public long timeoutNanos() {
        return timeout.toNanos();
    }

    @Override
    public void answered(ApiMessage response, long nowNanos) {
        answered.answered((ApiVersionsResponse) response, nowNanos);
    }

    @Override
    public int throttleMillis(ApiMessage response) {
        return ((ApiVersionsResponse) response).throttleTimeMs();
    }

    @Override
    public void failed(ClientException cause, boolean mayBeSent, long nowNanos) {
        // The connection itself has ended; its owner hears of that.
    }
}
