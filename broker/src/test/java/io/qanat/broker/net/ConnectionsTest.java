package io.qanat.broker.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private final Connections connections = new Connections(2);
    private final List<SocketChannel> channels = new ArrayList<>();
    private ServerSocketChannel server;
    private long nowNanos;

    @BeforeEach
    void bind() throws IOException {
        server =
                ServerSocketChannel.open()
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
        server.close();
    }

    /// A connection that nobody runs, with the client's end.
    private record Pair(Connection connection, SocketChannel client) {
        boolean isAborted() throws IOException {
            client.configureBlocking(false);
            return client.read(ByteBuffer.allocate(1)) < 0;
        }
    }

    private Pair connect() throws IOException {
        SocketChannel client = SocketChannel.open(server.getLocalAddress());
        SocketChannel accepted = server.accept();
        channels.add(client);
        channels.add(accepted);
        Dispatcher dispatcher =
                (request, peer) -> new Exchange(0, 0, new Answer.InTurn(() -> Reply.SILENCE));
        var door =
                new Door(
                        dispatcher,
                        new RequestMemory(1 << 20, connections::abortStalled),
                        new NetLimits(2, 1 << 20, 1 << 20, 10, 1 << 20),
                        connections,
                        () -> nowNanos);
        var peer = new Peer(new Endpoint("127.0.0.1", 1), new Bell());
        return new Pair(new Connection(accepted, door, peer, false), client);
    }

    @Test
    void turnsAwayOneTooManyWhileAllAreBusy() throws Exception {
        // Given
        assertThat(connections.add(connect().connection())).isTrue();
        assertThat(connections.add(connect().connection())).isTrue();
        nowNanos += TimeUnit.MINUTES.toNanos(9);

        // Then
        assertThat(connections.add(connect().connection())).isFalse();
    }

    @Test
    void closesTheIdlestForNewOne() throws Exception {
        // Given
        Pair idle = connect();
        connections.add(idle.connection());
        nowNanos += TimeUnit.MINUTES.toNanos(5);
        Pair younger = connect();
        connections.add(younger.connection());
        nowNanos += TimeUnit.MINUTES.toNanos(5);

        // When
        boolean isTaken = connections.add(connect().connection());

        // Then
        assertThat(isTaken).isTrue();
        assertThat(idle.isAborted()).isTrue();
        assertThat(younger.isAborted()).isFalse();
    }

    @Test
    void closesThoseThatStoppedMidway() throws Exception {
        // Given
        Pair stalled = connect();
        Pair quiet = connect();
        connections.add(stalled.connection());
        connections.add(quiet.connection());
        stalled.connection().activity().begins();
        nowNanos += TimeUnit.SECONDS.toNanos(30);

        // When
        connections.abortStalled();

        // Then
        assertThat(stalled.isAborted()).isTrue();
        assertThat(quiet.isAborted()).isFalse();
    }

    @Test
    void takesNobodyInOnceItCloses() throws Exception {
        // When
        connections.close(0);

        // Then
        assertThat(connections.add(connect().connection())).isFalse();
    }
}
