package io.qanat.client.internal.scripted;

import io.qanat.client.Endpoint;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ApiMessage;
import io.qanat.protocol.Frame;
import io.qanat.protocol.message.InitProducerIdResponse;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataResponse;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseBroker;
import io.qanat.protocol.message.MetadataResponse.MetadataResponsePartition;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A broker on a real socket of this machine, which leads every partition of every topic that it is
/// asked for, and plays the tricks that a test asks for. Thread-safe.
public final class LoopbackBroker implements AutoCloseable {
    private static final int ID = 1;
    private static final int PARTITIONS = 2;

    /// What it does with one answer instead of sending it.
    public enum Trick {
        /// Sends half of it and resets the connection.
        RESET_IN_THE_MIDDLE,
        /// Sends it byte by byte.
        SEND_BYTE_BY_BYTE,
        /// Closes the connection.
        CLOSE,
        /// Sends it with the wrong correlation id.
        MISLABEL
    }

    private final ServerSocketChannel server;
    private final Endpoint endpoint;
    private final Map<ApiKey, Function<ScriptedRequest, ApiMessage>> rules =
            new EnumMap<>(ApiKey.class);
    private final Map<ApiKey, Queue<Trick>> tricks = new EnumMap<>(ApiKey.class);
    private final Queue<SocketChannel> connections = new ConcurrentLinkedQueue<>();
    private final Queue<ScriptedRequest> requests = new ConcurrentLinkedQueue<>();

    private LoopbackBroker(ServerSocketChannel server, Endpoint endpoint) {
        this.server = server;
        this.endpoint = endpoint;
        rules.put(ApiKey.API_VERSIONS, request -> ScriptedCluster.versions());
        rules.put(ApiKey.METADATA, this::metadata);
        rules.put(
                ApiKey.INIT_PRODUCER_ID,
                request ->
                        InitProducerIdResponse.builder()
                                .producerId(1000)
                                .producerEpoch((short) 0)
                                .build());
        for (ApiKey key : ApiKey.values()) {
            tricks.put(key, new ConcurrentLinkedQueue<>());
        }
    }

    /// A broker on a free port.
    public static LoopbackBroker start() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        return started(new LoopbackBroker(server, new Endpoint("localhost", port)));
    }

    /// A broker on a Unix-domain socket.
    public static LoopbackBroker start(Path socket) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        SocketAddress address = UnixDomainSocketAddress.of(socket);
        server.bind(address);
        return started(new LoopbackBroker(server, new Endpoint("unix:" + socket, 0)));
    }

    private static LoopbackBroker started(LoopbackBroker broker) {
        Thread.ofVirtual().start(broker::accept);
        return broker;
    }

    /// Where it listens.
    public Endpoint endpoint() {
        return endpoint;
    }

    /// Answers an API this way.
    public LoopbackBroker rule(ApiKey key, Function<ScriptedRequest, ApiMessage> rule) {
        rules.put(key, rule);
        return this;
    }

    /// Plays tricks with the next answers of an API, one each.
    public LoopbackBroker trick(ApiKey key, Trick... played) {
        queue(key).addAll(List.of(played));
        return this;
    }

    /// All requests of an API so far.
    public List<ScriptedRequest> requests(ApiKey key) {
        return requests.stream().filter(request -> request.key() == key).toList();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException e) {
            // Closed by the test.
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            while (true) {
                ScriptedRequest request = ScriptedRequest.read(frame(connection));
                requests.add(request);
                answer(connection, request);
            }
        } catch (IOException e) {
            // Closed by the client or the test.
        }
    }

    private void answer(SocketChannel connection, ScriptedRequest request) throws IOException {
        ApiMessage body =
                Objects.requireNonNull(rules.get(request.key()), () -> "no rule for " + request)
                        .apply(request);
        Trick trick = queue(request.key()).poll();
        int correlationId = request.header().correlationId() + (trick == Trick.MISLABEL ? 1 : 0);
        ByteBuffer answer = joined(Frame.response(correlationId, request.version(), body));
        if (trick == Trick.SEND_BYTE_BY_BYTE) {
            while (answer.hasRemaining()) {
                write(connection, answer.slice(answer.position(), 1));
                answer.position(answer.position() + 1);
            }
        } else if (trick == Trick.RESET_IN_THE_MIDDLE) {
            write(connection, answer.slice(0, answer.remaining() / 2));
            connection.setOption(StandardSocketOptions.SO_LINGER, 0);
            throw new EOFException("reset");
        } else if (trick == Trick.CLOSE) {
            throw new EOFException("closed");
        } else {
            write(connection, answer);
        }
    }

    private Queue<Trick> queue(ApiKey key) {
        return tricks.getOrDefault(key, new ArrayDeque<>());
    }

    private ApiMessage metadata(ScriptedRequest request) {
        List<MetadataRequest.MetadataRequestTopic> asked =
                ((MetadataRequest) request.body()).topics();
        var broker =
                MetadataResponseBroker.builder()
                        .nodeId(ID)
                        .host(endpoint.host())
                        .port(endpoint.port())
                        .build();
        return MetadataResponse.builder()
                .clusterId("loopback")
                .controllerId(ID)
                .brokers(List.of(broker))
                .topics(
                        asked == null
                                ? List.of()
                                : asked.stream().map(topic -> topic(topic.name())).toList())
                .build();
    }

    private static MetadataResponseTopic topic(@Nullable String name) {
        return MetadataResponseTopic.builder()
                .name(name)
                .partitions(
                        IntStream.range(0, PARTITIONS)
                                .mapToObj(index ->
                                        MetadataResponsePartition.builder()
                                                .partitionIndex(index)
                                                .leaderId(ID)
                                                .build())
                                .toList())
                .build();
    }

    private static ByteBuffer frame(SocketChannel connection) throws IOException {
        ByteBuffer size = ByteBuffer.allocate(4);
        read(connection, size);
        ByteBuffer frame = ByteBuffer.allocate(size.getInt(0));
        read(connection, frame);
        return frame.flip();
    }

    private static void read(SocketChannel connection, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (connection.read(target) < 0) {
                throw new EOFException("closed");
            }
        }
    }

    private static void write(SocketChannel connection, ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            connection.write(source);
        }
    }

    private static ByteBuffer joined(ByteBuffer[] buffers) {
        int size = 0;
        for (ByteBuffer buffer : buffers) {
            size += buffer.remaining();
        }
        ByteBuffer joined = ByteBuffer.allocate(size);
        for (ByteBuffer buffer : buffers) {
            joined.put(buffer);
        }
        return joined.flip();
    }
}
