package io.qanat.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.protocol.ApiKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the proxy does to frames, seen by a client and by a broker that answers every request with
/// its own bytes behind the correlation id.
@Timeout(60)
final class FaultProxyTest {
    private static final int LOWEST_PORT = 20_000;
    private static final int PORTS = 10_000;
    private static final Duration SHORT = Duration.ofMillis(20);

    private final List<byte[]> applied = new CopyOnWriteArrayList<>();
    private ServerSocket broker;

    @BeforeEach
    void listen() throws IOException {
        broker = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void close() throws IOException {
        broker.close();
    }

    @Test
    void passesFramesAsTheyAre() throws IOException {
        // Given
        try (var proxy = proxy(FaultPlan.NONE);
                var client = connect(proxy)) {
            // When
            byte[] answer = exchange(client, request(7));
            // Then
            assertThat(answer).isEqualTo(answerTo(request(7)));
            assertThat(proxy.tally().total()).isZero();
        }
    }

    @Test
    void losesARequestBeforeItIsApplied() throws IOException {
        // Given
        try (var proxy = proxy(Fault.of(Side.REQUEST, FaultKind.LOST));
                var client = connect(proxy)) {
            // When
            // Then
            assertThatThrownBy(() -> exchange(client, request(0)))
                    .isInstanceOf(SocketException.class);
            assertThat(applied).isEmpty();
            assertThat(proxy.tally().counts()).containsEntry("PRODUCE REQUEST LOST", 1L);
        }
    }

    @Test
    void losesAnAnswerAfterTheRequestWasApplied() throws IOException {
        // Given
        try (var proxy = proxy(Fault.of(Side.ANSWER, FaultKind.LOST));
                var client = connect(proxy)) {
            // When
            // Then
            assertThatThrownBy(() -> exchange(client, request(0)))
                    .isInstanceOf(SocketException.class);
            assertThat(applied).hasSize(1);
        }
    }

    @Test
    void closesInTheMiddleOfAnAnswer() throws IOException {
        // Given
        var fault = new Fault(Side.ANSWER, FaultKind.HALF, 9, Duration.ZERO);
        try (var proxy = proxy(fault);
                var client = connect(proxy)) {
            // When
            client.getOutputStream().write(request(0));
            byte[] received = client.getInputStream().readAllBytes();
            // Then
            assertThat(received).isEqualTo(first(answerTo(request(0)), 9));
        }
    }

    @Test
    void passesStalledAndSlowFramesWhole() throws IOException {
        // Given
        for (FaultKind kind : List.of(FaultKind.STALLED, FaultKind.DELAYED, FaultKind.SLOW)) {
            for (Side side : Side.values()) {
                try (var proxy = proxy(new Fault(side, kind, 5, SHORT));
                        var client = connect(proxy)) {
                    // When
                    byte[] answer = exchange(client, request(3));
                    // Then
                    assertThat(answer).as("%s %s", side, kind).isEqualTo(answerTo(request(3)));
                }
            }
        }
    }

    @Test
    void stalledRequestArrivesWithoutItsClient() throws IOException {
        // Given
        try (var proxy = proxy(new Fault(Side.REQUEST, FaultKind.STALLED, 5, SHORT))) {
            // When
            try (var client = connect(proxy)) {
                client.getOutputStream().write(request(0));
            }
            // Then
            Awaitility.await().until(() -> applied.size() == 1);
        }
    }

    @Test
    void doublesFrames() throws IOException {
        // Given
        try (var proxy = proxy(Fault.of(Side.ANSWER, FaultKind.TWICE));
                var client = connect(proxy)) {
            // When
            byte[] first = exchange(client, request(0));
            // Then
            assertThat(receive(client)).isEqualTo(first);
            assertThat(applied).hasSize(1);
        }
        try (var proxy = proxy(Fault.of(Side.REQUEST, FaultKind.REPLAYED));
                var client = connect(proxy)) {
            exchange(client, request(0));
            Awaitility.await().until(() -> applied.size() == 3);
        }
    }

    @Test
    void putsAStrayAnswerBeforeTheRightOne() throws IOException {
        // Given
        try (var proxy = proxy(Fault.of(Side.ANSWER, FaultKind.STRAY));
                var client = connect(proxy)) {
            // When
            byte[] stray = exchange(client, request(7));
            // Then
            assertThat(ByteBuffer.wrap(stray).getInt(Integer.BYTES)).isNotEqualTo(7);
            assertThat(receive(client)).isEqualTo(answerTo(request(7)));
        }
    }

    @Test
    void swapsAnswers() throws IOException {
        // Given
        try (var proxy = proxy(Fault.of(Side.ANSWER, FaultKind.SWAPPED));
                var client = connect(proxy)) {
            // When
            client.getOutputStream().write(request(0));
            byte[] first = exchange(client, request(1));
            // Then
            assertThat(first).isEqualTo(answerTo(request(1)));
            assertThat(receive(client)).isEqualTo(answerTo(request(0)));
        }
    }

    @Test
    void flipsOneBit() throws IOException {
        // Given
        int place = 9 * Byte.SIZE;
        try (var proxy = proxy(new Fault(Side.REQUEST, FaultKind.CORRUPT, place, Duration.ZERO));
                var client = connect(proxy)) {
            // When
            exchange(client, request(0));
            // Then
            assertThat(differentBits(applied.getFirst(), request(0))).isEqualTo(1);
        }
    }

    @Test
    void refusesConnectionsForATime() throws IOException {
        // Given
        var fault = new Fault(Side.REQUEST, FaultKind.REFUSED, 0, SHORT);
        try (var proxy = proxy(fault);
                var client = connect(proxy)) {
            // When
            assertThatThrownBy(() -> exchange(client, request(0))).isInstanceOf(IOException.class);
            // Then
            Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> {
                        try (var again = connect(proxy)) {
                            return exchange(again, request(1)).length > 0;
                        }
                    });
        }
    }

    @Test
    void isSilentUntilItIsHealed() throws Exception {
        // Given
        try (var proxy = proxy(FaultPlan.NONE);
                var client = connect(proxy)) {
            exchange(client, request(0));
            // When
            proxy.silence();
            client.getOutputStream().write(request(1));
            // Then
            client.setSoTimeout(50);
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(applied).hasSize(1);
            client.setSoTimeout(0);
            proxy.heal();
            assertThat(receive(client)).isEqualTo(answerTo(request(1)));
        }
    }

    @Test
    void keepsNoConnectionWhoseClientIsGone() throws IOException {
        // Given
        try (var proxy = proxy(FaultPlan.NONE)) {
            // When
            for (int i = 0; i < 20; i++) {
                try (var client = connect(proxy)) {
                    exchange(client, request(i));
                }
            }
            // Then
            Awaitility.await().until(() -> proxy.connections() == 0);
        }
    }

    @Test
    void sameSeedMeansTheSameFaults() throws IOException {
        // Given
        RequestHead head = RequestHead.of(request(0));
        var one = plan(1);
        var other = plan(2);
        // When
        List<?> faults = faults(one, head);
        List<?> again = faults(one, head);
        List<?> others = faults(other, head);
        // Then
        assertThat(again).isEqualTo(faults).isNotEqualTo(others);
    }

    private static FaultPlan plan(long seed) {
        return new SeededPlan(seed, List.of(FaultKind.values()), 2, Duration.ofSeconds(1));
    }

    private static List<?> faults(FaultPlan plan, RequestHead head) {
        return IntStream.range(0, 50).mapToObj(number -> plan.fault(head, number)).toList();
    }

    private FaultProxy proxy(Fault fault) throws IOException {
        return proxy(Script.of(new Script.Line(ApiKey.PRODUCE, 0, fault)));
    }

    private FaultProxy proxy(FaultPlan plan) throws IOException {
        var address = new InetSocketAddress(broker.getInetAddress(), broker.getLocalPort());
        while (true) {
            try {
                int port = LOWEST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
                return FaultProxy.open(port, address, plan);
            } catch (IOException e) {
                // Somebody listens there.
            }
        }
    }

    private static Socket connect(FaultProxy proxy) throws IOException {
        String bootstrap = proxy.bootstrap();
        int colon = bootstrap.indexOf(':');
        return new Socket(
                bootstrap.substring(0, colon), Integer.parseInt(bootstrap.substring(colon + 1)));
    }

    private void serve() {
        try {
            while (true) {
                Socket socket = broker.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            while (true) {
                byte[] request = Frames.read(socket.getInputStream());
                applied.add(request);
                socket.getOutputStream().write(answerTo(request));
            }
        } catch (IOException closed) {
            // The client is gone.
        }
    }

    /// Produce, version 11, of client `c`, with some bytes.
    private static byte[] request(int correlationId) {
        int size = 60;
        return ByteBuffer.allocate(Integer.BYTES + size)
                .putInt(size)
                .putShort((short) 0)
                .putShort((short) 11)
                .putInt(correlationId)
                .putShort((short) 1)
                .put((byte) 'c')
                .array();
    }

    private static byte[] answerTo(byte[] request) {
        int size = request.length;
        return ByteBuffer.allocate(Integer.BYTES + size)
                .putInt(size)
                .put(request, 2 * Integer.BYTES, Integer.BYTES)
                .put(request, 0, size - Integer.BYTES)
                .array();
    }

    private static byte[] exchange(Socket client, byte[] request) throws IOException {
        client.getOutputStream().write(request);
        return receive(client);
    }

    private static byte[] receive(Socket client) throws IOException {
        return Frames.read(client.getInputStream());
    }

    private static byte[] first(byte[] bytes, int count) {
        return Arrays.copyOf(bytes, count);
    }

    private static int differentBits(byte[] one, byte[] other) {
        int count = 0;
        for (int i = 0; i < one.length; i++) {
            count += Integer.bitCount((one[i] ^ other[i]) & 0xff);
        }
        return count;
    }
}
