package io.qanat.protocol;

import io.qanat.protocol.message.RequestHeader;
import io.qanat.protocol.message.ResponseHeader;
import java.nio.ByteBuffer;

/// Whole messages as they lie on a connection.
///
/// ```
/// size (int32, of what follows)  header  body
/// ```
///
/// Payloads travel by reference: they are the second and further buffers, between the pieces of the
/// one that holds all other fields.
public final class Frame {
    private static final int SIZE_BYTES = 4;

    private Frame() {}

    /// A request in the version that its header names.
    public static ByteBuffer[] request(RequestHeader header, ApiMessage body) {
        int version = header.requestApiVersion();
        return frame(header, body.apiKey().requestHeaderVersion(version), body, version);
    }

    /// A response, with the header version that belongs to its API.
    public static ByteBuffer[] response(int correlationId, int version, ApiMessage body) {
        ResponseHeader header = ResponseHeader.builder().correlationId(correlationId).build();
        return frame(header, body.apiKey().responseHeaderVersion(version), body, version);
    }

    private static ByteBuffer[] frame(
            Message header, int headerVersion, Message body, int bodyVersion) {
        int size = Math.addExact(header.size(headerVersion), body.size(bodyVersion));
        int fieldsSize = Math.toIntExact(size - body.payloadSizeInBytes());
        WireWriter out = new WireWriter(Math.addExact(SIZE_BYTES, fieldsSize));
        out.writeInt(size);
        header.write(out, headerVersion);
        body.write(out, bodyVersion);
        return out.buffers();
    }
}
