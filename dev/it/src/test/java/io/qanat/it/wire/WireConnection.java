package io.qanat.it.wire;

import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.Frame;
import io.qanat.protocol.WireReader;
import io.qanat.protocol.message.RequestHeader;
import io.qanat.protocol.message.ResponseHeader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;

/// One connection to a broker on which a test says exactly which bytes go out. Confined to the
/// test's thread.
public final class WireConnection implements AutoCloseable {
    private static final int ANSWER_WAIT_MILLIS = 20_000;
    private static final int ANSWER_BYTES_MAX = 64 * 1024 * 1024;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private int lastCorrelationId = 100;

    private WireConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    public static WireConnection open(InetSocketAddress address) throws IOException {
        var socket = new Socket();
        socket.connect(address, ANSWER_WAIT_MILLIS);
        socket.setSoTimeout(ANSWER_WAIT_MILLIS);
        socket.setTcpNoDelay(true);
        return new WireConnection(socket);
    }

    /// Sends bytes as they are.
    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /// Sends a request and returns its correlation id.
    public int send(int version, ApiMessage request) throws IOException {
        int correlationId = ++lastCorrelationId;
        send(bytes(version, correlationId, request));
        return correlationId;
    }

    /// A whole request frame.
    public static byte[] bytes(int version, int correlationId, ApiMessage request) {
        var header =
                RequestHeader.builder()
                        .requestApiKey(request.apiKey().id())
                        .requestApiVersion((short) version)
                        .correlationId(correlationId)
                        .clientId("qanat-it")
                        .build();
        ByteBuffer[] buffers = Frame.request(header, request);
        int size = 0;
        for (ByteBuffer buffer : buffers) {
            size += buffer.remaining();
        }
        ByteBuffer frame = ByteBuffer.allocate(size);
        for (ByteBuffer buffer : buffers) {
            frame.put(buffer);
        }
        return frame.array();
    }

    /// The next answer, header included, without its size.
    public ByteBuffer receive() throws IOException {
        int size = in.readInt();
        if (size < 0 || size > ANSWER_BYTES_MAX) {
            throw new IOException("an answer of " + size + " bytes");
        }
        byte[] bytes = new byte[size];
        in.readFully(bytes);
        return ByteBuffer.wrap(bytes);
    }

    /// The next answer, which must be the one to the request of that id.
    public ApiMessage receive(int correlationId, ApiKey api, int version) throws IOException {
        var reader = new WireReader(receive());
        var header = ResponseHeader.read(reader, api.responseHeaderVersion(version));
        if (header.correlationId() != correlationId) {
            throw new AssertionError(
                    "answer %d where %d was due".formatted(header.correlationId(), correlationId));
        }
        ApiMessage response = api.readResponse(reader, version);
        reader.expectEnd(api.name());
        return response;
    }

    public <T extends ApiMessage> T exchange(int version, ApiMessage request, Class<T> response)
            throws IOException {
        int correlationId = send(version, request);
        return response.cast(receive(correlationId, request.apiKey(), version));
    }

    /// Waits for the peer to close the connection; false when it sends something instead.
    public boolean isClosedByPeer() throws IOException {
        try {
            in.readByte();
            return false;
        } catch (EOFException | SocketException closed) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
