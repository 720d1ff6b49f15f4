package io.qanat.broker.api;

import io.qanat.broker.net.Dispatcher;
import io.qanat.broker.net.Exchange;
import io.qanat.broker.net.Peer;
import io.qanat.broker.net.RequestException;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.ProtocolException;
import io.qanat.protocol.WireReader;
import io.qanat.protocol.message.RequestHeader;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/// The way from a request's bytes to its handler. Immutable.
///
/// ```
/// | api key i16 | version i16 | correlation id i32 | rest of the header | body |
/// ```
///
/// The first three are where they are in every version, so even a request of an unknown version can
/// be named.
public final class RequestDecoder implements Dispatcher {
    private static final int VERSION_AT = 2;
    private static final int CORRELATION_ID_AT = 4;

    private final ApiTable table;
    private final LongSupplier nanoTime;

    /// @param nanoTime stamps the arrival of requests
    public RequestDecoder(ApiTable table, LongSupplier nanoTime) {
        this.table = table;
        this.nanoTime = nanoTime;
    }

    @Override
    public Exchange dispatch(ByteBuffer request, Peer peer) {
        int start = request.position();
        int key = request.getShort(start);
        int version = request.getShort(start + VERSION_AT);
        int correlationId = request.getInt(start + CORRELATION_ID_AT);
        Api<?> api =
                table.api(key)
                        .orElseThrow(() ->
                                new RequestException(
                                        "nothing here serves api key "
                                                + key
                                                + " version "
                                                + version));
        if (api.served().contains(version)) {
            var call = new Call(version, peer, nanoTime.getAsLong());
            return new Exchange(
                    correlationId, version, api.handle(decode(api, request, version), call));
        }
        if (api.key() == ApiKey.API_VERSIONS) {
            // KIP-511: whatever version was asked in, this answer is written in version 0, which
            // every client reads.
            return new Exchange(correlationId, 0, table.apiVersions().refuseVersion());
        }
        throw new RequestException(
                "version "
                        + version
                        + " of "
                        + api.key()
                        + " is not served, only "
                        + api.served().min()
                        + " to "
                        + api.served().max());
    }

    private static ApiMessage decode(Api<?> api, ByteBuffer request, int version) {
        try {
            var in = new WireReader(request);
            RequestHeader header = RequestHeader.read(in, api.key().requestHeaderVersion(version));
            return api.key().readRequest(in, header.requestApiVersion());
        } catch (ProtocolException malformed) {
            throw new RequestException(
                    api.key()
                            + " version "
                            + version
                            + " does not decode: "
                            + malformed.getMessage());
        }
    }
}
