package io.qanat.broker;

import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.Frame;
import io.qanat.protocol.WireReader;
import io.qanat.protocol.message.RequestHeader;
import io.qanat.protocol.message.ResponseHeader;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/// A client without any cleverness: one socket, frames out, frames in.
final class WireClient implements AutoCloseable {
    private record Sent(ApiKey key, int version, int correlationId) {}

    private final SocketChannel channel;
    private final Deque<Sent> unanswered = new ArrayDeque<>();
    private int nextCorrelationId = 1;

    private WireClient(SocketChannel channel) {
        this.channel = channel;
    }

    static WireClient connect(SocketAddress address) throws IOException {
        return new WireClient(SocketChannel.open(address));
    }

    /// Sends a request and waits for its answer.
    <R extends ApiMessage> R ask(ApiMessage request, int version, Class<R> type)
            throws IOException {
        send(request, version);
        return receive(type);
    }

    void send(ApiMessage request, int version) throws IOException {
        sendUnanswered(request, version);
        unanswered.add(new Sent(request.apiKey(), version, nextCorrelationId - 1));
    }

    /// Sends a request that has no answer.
    void sendUnanswered(ApiMessage request, int version) throws IOException {
        var header =
                RequestHeader.builder()
                        .requestApiKey(request.apiKey().id())
                        .requestApiVersion((short) version)
                        .correlationId(nextCorrelationId++)
                        .clientId("wire")
                        .build();
        write(Frame.request(header, request));
    }

    void write(ByteBuffer... bytes) throws IOException {
        for (ByteBuffer buffer : bytes) {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    /// The answer to the oldest request without one.
    <R extends ApiMessage> R receive(Class<R> type) throws IOException {
        Sent sent = unanswered.remove();
        var in = new WireReader(receiveFrame());
        int correlationId =
                ResponseHeader.read(in, sent.key().responseHeaderVersion(sent.version()))
                        .correlationId();
        if (correlationId != sent.correlationId()) {
            throw new IllegalStateException(
                    "answer to " + correlationId + " where " + sent + " is due");
        }
        R response = type.cast(sent.key().readResponse(in, sent.version()));
        in.expectEnd("response");
        return response;
    }

    ByteBuffer receiveFrame() throws IOException {
        return read(read(4).getInt());
    }

    /// Whether the broker has closed the connection; waits until it does or sends something.
    boolean isClosedByBroker() throws IOException {
        try {
            return channel.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    /// Reads whatever comes until the broker closes the connection.
    void awaitEnd() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4096);
        while (channel.read(bytes.clear()) >= 0) {}
    }

    void finishSending() throws IOException {
        channel.shutdownOutput();
    }

    private ByteBuffer read(int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the broker closed the connection");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
