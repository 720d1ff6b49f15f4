package io.qanat.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataResponse;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionWireTest {
    private static final MetadataRequest REQUEST =
            MetadataRequest.builder().topics(List.of()).build();
    private static final int CONNECTIONS_MAX = 5;

    @TempDir private Path folder;

    private BrokerFixture broker;

    @BeforeEach
    void start() throws Exception {
        broker =
                BrokerFixture.start(
                        folder, BrokerConfig.DEFAULT.withConnectionsMax(CONNECTIONS_MAX));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private void assertClosedAfter(byte... bytes) throws Exception {
        try (var client = broker.connect()) {
            client.write(ByteBuffer.wrap(bytes));
            assertThat(client.isClosedByBroker()).isTrue();
        }
    }

    @Test
    void closesOnForeignProtocols() throws Exception {
        assertClosedAfter(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1});
        assertClosedAfter("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void closesOnSizesThatNoRequestHas() throws Exception {
        assertClosedAfter(ByteBuffer.allocate(4).putInt(-1).array());
        assertClosedAfter(ByteBuffer.allocate(4).putInt(0).array());
        assertClosedAfter(ByteBuffer.allocate(4).putInt(100 * 1024 * 1024 + 1).array());
    }

    @Test
    void closesOnUnknownKeys() throws Exception {
        assertClosedAfter(ByteBuffer.allocate(12).putInt(8).putShort((short) 999).array());
    }

    @Test
    void closesOnRequestsThatDoNotDecode() throws Exception {
        // Given a metadata request whose topic count is larger than the request
        ByteBuffer frame =
                ByteBuffer.allocate(18)
                        .putInt(14)
                        .putShort((short) 3)
                        .putShort((short) 1)
                        .putInt(1)
                        .putShort((short) -1)
                        .putInt(Integer.MAX_VALUE);

        // Then
        assertClosedAfter(frame.array());
    }

    @Test
    void answersWhatCameBeforeTheBadBytes() throws Exception {
        try (var client = broker.connect()) {
            // Given
            client.send(REQUEST, 9);
            client.write(ByteBuffer.allocate(4).putInt(-1).flip());

            // When
            var answer = client.receive(MetadataResponse.class);

            // Then
            assertThat(answer.brokers()).hasSize(1);
            assertThat(client.isClosedByBroker()).isTrue();
        }
    }

    @Test
    void answersClientThatFinishedSending() throws Exception {
        try (var client = broker.connect()) {
            // Given
            client.send(REQUEST, 9);
            client.finishSending();

            // When
            var answer = client.receive(MetadataResponse.class);

            // Then
            assertThat(answer.brokers()).hasSize(1);
            assertThat(client.isClosedByBroker()).isTrue();
        }
    }

    @Test
    void takesRequestsByteByByte() throws Exception {
        try (var client = broker.connect()) {
            // Given
            byte[] frame =
                    ByteBuffer.allocate(18)
                            .putInt(14)
                            .putShort((short) 3)
                            .putShort((short) 0)
                            .putInt(77)
                            .putShort((short) -1)
                            .putInt(0)
                            .array();

            // When
            for (byte octet : frame) {
                client.write(ByteBuffer.wrap(new byte[] {octet}));
            }

            // Then
            assertThat(client.receiveFrame().getInt()).isEqualTo(77);
        }
    }

    @Test
    void turnsAwayOneConnectionTooMany() throws Exception {
        // Given
        var clients = new ArrayList<WireClient>();
        for (int i = 0; i < CONNECTIONS_MAX; i++) {
            clients.add(broker.connect());
            clients.getLast().ask(REQUEST, 9, MetadataResponse.class);
        }

        // When
        try (var late = broker.connect()) {
            // Then
            assertThat(late.isClosedByBroker()).isTrue();
        }
        assertThat(clients.getLast().ask(REQUEST, 9, MetadataResponse.class).brokers()).hasSize(1);
        for (WireClient client : clients) {
            client.close();
        }
    }

    @Test
    void closesConnectionsWhenItCloses() throws Exception {
        try (var client = broker.connect()) {
            // Given
            client.ask(REQUEST, 9, MetadataResponse.class);

            // When
            broker.close();

            // Then
            assertThat(client.isClosedByBroker()).isTrue();
        }
    }

    @Test
    void letsOnlyTheOwnerUseTheGuestSocket() throws Exception {
        // When
        Path socket = folder.resolve("q.sock");
        broker.broker().listen(socket);

        // Then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("q.sock.d")).doesNotExist();
    }

    @Test
    void replacesSocketThatAnotherBrokerLeft() throws Exception {
        // Given
        Path socket = folder.resolve("q.sock");
        Files.writeString(socket, "stale");

        // When
        broker.broker().listen(socket);

        // Then
        try (var guest = WireClient.connect(UnixDomainSocketAddress.of(socket))) {
            assertThat(guest.ask(REQUEST, 9, MetadataResponse.class).brokers()).hasSize(1);
        }
    }

    @Test
    void countsGuests() throws Exception {
        // Given
        Path socket = folder.resolve("q.sock");
        broker.broker().listen(socket);
        assertThat(broker.broker().guests()).isZero();

        try (var guest = WireClient.connect(UnixDomainSocketAddress.of(socket))) {
            guest.ask(REQUEST, 9, MetadataResponse.class);
            assertThat(broker.broker().guests()).isEqualTo(1);

            // When the guest leaves
        }

        // Then
        broker.broker().awaitNoGuests();
        assertThat(broker.broker().guests()).isZero();
    }

    @Test
    void removesTheSocketWhenItCloses() throws Exception {
        // Given
        Path socket = folder.resolve("q.sock");
        broker.broker().listen(socket);

        // When
        broker.close();

        // Then
        assertThat(socket).doesNotExist();
    }
}
