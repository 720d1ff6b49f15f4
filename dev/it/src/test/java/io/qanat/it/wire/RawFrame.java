package io.qanat.it.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A request put together field by field, for what no honest encoder would write.
///
/// ```
/// size i32 | api key i16 | version i16 | correlation id i32 | client id: size i16, bytes | body
/// ```
final class RawFrame {
    private RawFrame() {}

    static byte[] of(int apiKey, int version, int correlationId, byte... body) {
        byte[] clientId = "raw".getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(10 + clientId.length + body.length);
            out.writeShort(apiKey);
            out.writeShort(version);
            out.writeInt(correlationId);
            out.writeShort(clientId.length);
            out.write(clientId);
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
