package io.qanat.it.proxy;

import io.qanat.protocol.ApiKey;
import io.qanat.protocol.Frame;
import io.qanat.protocol.WireReader;
import io.qanat.protocol.message.MetadataResponse;
import io.qanat.protocol.message.ResponseHeader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The proxy's name in place of the broker's in the Metadata answers of one connection, for a
/// broker that cannot advertise another address than its own. Thread-safe.
final class Renaming {
    private final InetSocketAddress name;

    /// Versions of requests without an answer, by correlation id.
    private final Map<Integer, Integer> versions = new ConcurrentHashMap<>();

    Renaming(InetSocketAddress name) {
        this.name = name;
    }

    /// Notes a request.
    void asked(RequestHead head) {
        if (head.apiId() == ApiKey.METADATA.id()) {
            versions.put(head.correlationId(), head.version());
        }
    }

    /// The answer with the other name, if it names any.
    byte[] renamed(int correlationId, byte[] frame) {
        @Nullable Integer version = versions.remove(correlationId);
        if (version == null) {
            return frame;
        }
        var in = new WireReader(ByteBuffer.wrap(frame).position(Integer.BYTES).slice());
        ResponseHeader.read(in, ApiKey.METADATA.responseHeaderVersion(version));
        var metadata = (MetadataResponse) ApiKey.METADATA.readResponse(in, version);
        var brokers =
                metadata.brokers().stream()
                        .map(node ->
                                node.toBuilder()
                                        .host(name.getAddress().getHostAddress())
                                        .port(name.getPort())
                                        .build())
                        .toList();
        return bytes(
                Frame.response(
                        correlationId, version, metadata.toBuilder().brokers(brokers).build()));
    }

    private static byte[] bytes(ByteBuffer[] parts) {
        int size = 0;
        for (ByteBuffer part : parts) {
            size += part.remaining();
        }
        ByteBuffer whole = ByteBuffer.allocate(size);
        for (ByteBuffer part : parts) {
            whole.put(part);
        }
        return whole.array();
    }
}
