package io.qanat.it.proxy;

import io.qanat.protocol.ApiKey;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What all requests begin with, whatever their API and version. Immutable.
///
/// ```
/// size (int32)  api key (int16)  version (int16)  correlation id (int32)  client id (int16 size, bytes)
/// ```
public record RequestHead(int apiId, int version, int correlationId, String clientId) {
    /// Reads it from the beginning of a frame.
    ///
    /// @throws IOException when this is no request
    static RequestHead of(byte[] frame) throws IOException {
        try {
            ByteBuffer in = ByteBuffer.wrap(frame).position(Integer.BYTES);
            int apiId = in.getShort();
            int version = in.getShort();
            int correlationId = in.getInt();
            byte[] clientId = new byte[Math.clamp(in.getShort(), 0, in.remaining())];
            in.get(clientId);
            return new RequestHead(
                    apiId, version, correlationId, new String(clientId, StandardCharsets.UTF_8));
        } catch (BufferUnderflowException e) {
            throw new IOException("a request of " + frame.length + " bytes", e);
        }
    }

    /// The name of the API, or its number when it is none of ours.
    public String api() {
        return ApiKey.of((short) apiId).map(ApiKey::name).orElse("API_" + apiId);
    }
}
