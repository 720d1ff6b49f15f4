package io.qanat.client.internal.scripted;

import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.WireReader;
import io.qanat.protocol.message.RequestHeader;
import java.nio.ByteBuffer;

/// A request as a broker sees it.
public record ScriptedRequest(ApiKey key, RequestHeader header, ApiMessage body) {
    /// Reads a frame without its size.
    public static ScriptedRequest read(ByteBuffer frame) {
        ApiKey key = ApiKey.of(frame.getShort(frame.position())).orElseThrow();
        int version = frame.getShort(frame.position() + 2);
        var in = new WireReader(frame);
        RequestHeader header = RequestHeader.read(in, key.requestHeaderVersion(version));
        return new ScriptedRequest(key, header, key.readRequest(in, version));
    }

    /// The version of the request, and so of its answer.
    public int version() {
        return header.requestApiVersion();
    }
}
