package io.qanat.client.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.BootstrapServers;
import io.qanat.client.BufferFullException;
import io.qanat.client.CancelledException;
import io.qanat.client.ClientClosedException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.DeadlineException;
import io.qanat.client.Endpoint;
import io.qanat.client.RecordTooLargeException;
import io.qanat.client.SerializationException;
import io.qanat.client.TopicPartition;
import io.qanat.client.UnreachableException;
import io.qanat.client.internal.scripted.LoopbackBroker;
import io.qanat.client.internal.scripted.LoopbackBroker.Trick;
import io.qanat.client.internal.scripted.ScriptedLogs;
import io.qanat.client.producer.Outcome.Delivered;
import io.qanat.client.producer.Outcome.NotPersisted;
import io.qanat.client.producer.Outcome.PossiblyPersisted;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole producer over sockets of this machine.
@Timeout(60)
class ProducerTest {
    private final ScriptedLogs logs = new ScriptedLogs();
    private final LoopbackBroker broker;

    ProducerTest() throws IOException {
        broker = LoopbackBroker.start().rule(ApiKey.PRODUCE, logs::produce);
    }

    @AfterEach
    void stop() throws IOException {
        broker.close();
    }

    @Test
    void deliversARecord() throws Exception {
        try (Producer<String, String> producer = producer()) {
            // When
            Outcome outcome =
                    outcome(
                            producer.send(
                                    new ProducerRecord<>("t", 1, 5L, "key", "value", List.of())));

            // Then
            assertThat(outcome).isEqualTo(new Delivered("t", 1, 0, 5));
            assertThat(logs.values(new TopicPartition("t", 1))).containsExactly("value");
        }
    }

    @Test
    void takesARecordBackThatIsCancelledInTime() throws Exception {
        try (Producer<String, String> producer =
                producer(broker.endpoint(), config -> config.linger(Duration.ofSeconds(30)))) {
            // Given
            CompletableFuture<Outcome> kept = producer.send(new ProducerRecord<>("t", "kept"));
            CompletableFuture<Outcome> cancelled =
                    producer.send(new ProducerRecord<>("t", "cancelled"));

            // When
            boolean isCancelled = cancelled.cancel(false);
            producer.flush();

            // Then
            assertThat(isCancelled).isTrue();
            assertThat(outcome(cancelled))
                    .isInstanceOfSatisfying(
                            NotPersisted.class,
                            refused ->
                                    assertThat(refused.cause())
                                            .isInstanceOf(CancelledException.class));
            assertThat(outcome(kept).isDelivered()).isTrue();
            assertThat(kept.cancel(false)).isFalse();
            assertThat(outcome(kept).isDelivered()).isTrue();
        }
    }

    @Test
    void deliversThroughAUnixDomainSocket(@TempDir Path folder) throws Exception {
        try (var local =
                        LoopbackBroker.start(folder.resolve("b.sock"))
                                .rule(ApiKey.PRODUCE, logs::produce);
                Producer<String, String> producer = producer(local.endpoint(), config -> config)) {
            // When
            Outcome outcome = outcome(producer.send(new ProducerRecord<>("t", "value")));

            // Then
            assertThat(outcome.isDelivered()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Trick.class)
    void deliversAlthoughAnAnswerIsSpoiled(Trick trick) throws Exception {
        // Given
        broker.trick(ApiKey.PRODUCE, trick);
        try (Producer<String, String> producer = producer()) {
            // When
            Outcome outcome =
                    outcome(
                            producer.send(
                                    new ProducerRecord<>("t", 0, null, null, "v", List.of())));

            // Then
            assertThat(outcome.isDelivered()).isTrue();
            assertThat(logs.values(new TopicPartition("t", 0))).contains("v");
        }
    }

    @ParameterizedTest
    @EnumSource(Trick.class)
    void findsTheClusterAlthoughAnAnswerIsSpoiled(Trick trick) throws Exception {
        // Given
        broker.trick(ApiKey.API_VERSIONS, trick).trick(ApiKey.METADATA, trick);
        try (Producer<String, String> producer = producer()) {
            // When
            Outcome outcome = outcome(producer.send(new ProducerRecord<>("t", "v")));

            // Then
            assertThat(outcome.isDelivered()).isTrue();
        }
    }

    @Test
    void deliversAfterErrorsThatPass() throws Exception {
        // Given
        logs.refuse(
                new TopicPartition("t", 0),
                ErrorCode.NOT_LEADER_OR_FOLLOWER,
                ErrorCode.NOT_ENOUGH_REPLICAS);
        try (Producer<String, String> producer = producer()) {
            // When
            Outcome outcome =
                    outcome(
                            producer.send(
                                    new ProducerRecord<>("t", 0, null, null, "v", List.of())));

            // Then
            assertThat(outcome.isDelivered()).isTrue();
            assertThat(broker.requests(ApiKey.PRODUCE)).hasSize(3);
        }
    }

    @Test
    void callsBackInTheOrderOfAPartition() throws Exception {
        // Given
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        try (Producer<String, String> producer = producer()) {
            // When
            for (int i = 0; i < 2000; i++) {
                int number = i;
                producer.sendBlocking(
                        new ProducerRecord<>("t", 0, null, null, "v" + i, List.of()),
                        outcome -> order.add(number));
            }
            producer.flush();
        }

        // Then
        assertThat(order).hasSize(2000).isSorted();
        assertThat(logs.values(new TopicPartition("t", 0))).hasSize(2000);
    }

    @Test
    void neverCallsBackOnItsLoop() throws Exception {
        // Given
        var thread = new AtomicReference<Thread>();
        try (Producer<String, String> producer = producer()) {
            // When
            producer.send(
                    new ProducerRecord<>("t", "v"), outcome -> thread.set(Thread.currentThread()));
            producer.flush();
        }

        // Then
        assertThat(thread.get().isVirtual()).isTrue();
        assertThat(thread.get().getName()).endsWith("-callback");
    }

    @Test
    void goesOnAfterACallbackThatThrows() throws Exception {
        // Given
        var second = new CompletableFuture<Outcome>();
        try (Producer<String, String> producer = producer()) {
            // When
            producer.send(
                    new ProducerRecord<>("t", 0, null, null, "a", List.of()),
                    outcome -> {
                        throw new IllegalStateException("thrown on purpose by a test");
                    });
            producer.send(
                    new ProducerRecord<>("t", 0, null, null, "b", List.of()), second::complete);

            // Then
            assertThat(outcome(second).isDelivered()).isTrue();
        }
    }

    @Test
    void refusesToFlushWithinACallback() throws Exception {
        // Given
        var failure = new CompletableFuture<Throwable>();
        try (Producer<String, String> producer = producer()) {
            // When
            producer.send(
                    new ProducerRecord<>("t", "v"),
                    outcome -> {
                        try {
                            producer.flush();
                        } catch (IllegalStateException | InterruptedException e) {
                            failure.complete(e);
                        }
                    });

            // Then
            assertThat(failure.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("flush within a callback");
        }
    }

    @Test
    void sendAndWaitAnswersWithTheOutcome() throws Exception {
        try (Producer<String, String> producer = producer()) {
            // When
            Outcome first = producer.sendAndWait(valueAt1("1"));
            Outcome second = producer.sendAndWait(valueAt1("2"));

            // Then
            assertThat(List.of(first, second)).allMatch(Outcome::isDelivered);
            assertThat(logs.values(new TopicPartition("t", 1))).containsExactly("1", "2");
        }
    }

    @Test
    void sendAndWaitAnswersAtOnceWhenTheRecordIsRefused() throws Exception {
        // Given
        Producer<String, String> producer = producer();
        producer.close();

        // When
        Outcome outcome = producer.sendAndWait(new ProducerRecord<>("t", "v"));

        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        NotPersisted.class,
                        refused ->
                                assertThat(refused.cause())
                                        .isInstanceOf(ClientClosedException.class));
    }

    @Test
    void sendAndWaitIsRefusedWithinACallback() throws Exception {
        // Given
        var failure = new CompletableFuture<Throwable>();
        try (Producer<String, String> producer = producer()) {
            // When
            producer.send(
                    new ProducerRecord<>("t", "v"),
                    outcome -> {
                        try {
                            producer.sendAndWait(new ProducerRecord<>("t", "w"));
                        } catch (IllegalStateException | InterruptedException e) {
                            failure.complete(e);
                        }
                    });

            // Then
            assertThat(failure.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("sendAndWait within a callback");
        }
    }

    @Test
    void aRecordGoesItsWayWhenItsCallerIsInterrupted() throws Exception {
        try (Producer<String, String> producer =
                producer(broker.endpoint(), config -> config.linger(Duration.ofSeconds(30)))) {
            // Given
            Thread.currentThread().interrupt();

            // When
            assertThatThrownBy(() -> producer.sendAndWait(valueAt1("v")))
                    .isInstanceOf(InterruptedException.class);

            // Then
            producer.flush();
            assertThat(logs.values(new TopicPartition("t", 1))).containsExactly("v");
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        // Given
        Endpoint nobody = broker.endpoint();
        broker.close();
        try (Producer<String, String> producer = producer(nobody, config -> config)) {
            // When // Then
            assertThatThrownBy(() -> producer.awaitReady(Duration.ofMillis(500)))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessage(
                            "cannot reach "
                                    + nobody
                                    + ": connection refused; is a broker running there?");
        }
    }

    @Test
    void saysThatASocketDoesNotExist(@TempDir Path folder) throws Exception {
        try (Producer<String, String> producer =
                producer(Endpoint.parse("unix:" + folder.resolve("none")), config -> config)) {
            assertThatThrownBy(() -> producer.awaitReady(Duration.ofMillis(500)))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContaining("is a broker running there?");
        }
    }

    @Test
    void saysThatThePortSpeaksTls() throws Exception {
        // Given
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerWithTlsAlerts(server));
            try (Producer<String, String> producer =
                    producer(new Endpoint("localhost", server.getLocalPort()), config -> config)) {
                // When // Then
                assertThatThrownBy(() -> producer.awaitReady(Duration.ofMillis(500)))
                        .isInstanceOf(DeadlineException.class)
                        .hasMessageContaining("TLS");
            }
        }
    }

    @Test
    void neverBlocksWithoutACluster() throws Exception {
        // Given
        Endpoint nobody = broker.endpoint();
        broker.close();
        try (Producer<String, String> producer =
                producer(nobody, config -> config.bufferBytes(16 * 1024))) {
            var outcomes = new ArrayList<CompletableFuture<Outcome>>();

            // When
            for (int i = 0; i < 1000; i++) {
                outcomes.add(producer.send(new ProducerRecord<>("t", "x".repeat(100))));
            }

            // Then
            Outcome last = outcome(outcomes.getLast());
            assertThat(last).isInstanceOf(NotPersisted.class);
            assertThatThrownBy(last::orThrow).isInstanceOf(BufferFullException.class);
            assertThat(outcomes.getFirst()).isNotDone();
            producer.close(Duration.ZERO);
            assertThat(outcome(outcomes.getFirst())).isInstanceOf(NotPersisted.class);
        }
    }

    @Test
    void saysAtOnceWhetherARecordIsTaken() throws Exception {
        // Given
        Endpoint nobody = broker.endpoint();
        broker.close();
        try (Producer<String, String> producer =
                producer(nobody, config -> config.bufferRecordsMax(2))) {
            var record = new ProducerRecord<String, String>("t", "x");

            // When
            Acceptance first = producer.trySend(record);
            Acceptance second = producer.trySend(record);
            Acceptance third = producer.trySend(record);

            // Then
            assertThat(List.of(first, second)).allMatch(Acceptance.Accepted.class::isInstance);
            assertThat(third)
                    .isInstanceOfSatisfying(
                            Acceptance.Refused.class,
                            refused ->
                                    assertThat(refused.cause())
                                            .isInstanceOf(BufferFullException.class)
                                            .hasMessageContaining("0 of 2 records would be taken"));
            assertThat(producer.bufferLevel().freeRecords()).isZero();
            producer.close(Duration.ZERO);
            assertThat(producer.bufferLevel().freeRecords()).isEqualTo(2);
        }
    }

    @Test
    void waitsForRoomNoLongerThanItIsTold() throws Exception {
        // Given
        Endpoint nobody = broker.endpoint();
        broker.close();
        try (Producer<String, String> producer =
                producer(nobody, config -> config.bufferRecordsMax(1))) {
            var record = new ProducerRecord<String, String>("t", "x");
            CompletableFuture<Outcome> first = producer.send(record);
            var second = new PendingOutcome();

            // When
            producer.sendBlocking(record, Duration.ofMillis(20), second);

            // Then
            assertThat(first).isNotDone();
            assertThat(second.getNow(null))
                    .isInstanceOfSatisfying(
                            NotPersisted.class,
                            refused -> {
                                assertThat(refused.cause()).isInstanceOf(BufferFullException.class);
                                assertThat(refused.timeline().bufferNanos())
                                        .isGreaterThanOrEqualTo(20_000_000);
                            });
            producer.close(Duration.ZERO);
        }
    }

    @Test
    void givesARecordItsOwnTime() throws Exception {
        // Given
        Endpoint nobody = broker.endpoint();
        broker.close();
        try (Producer<String, String> producer = producer(nobody, config -> config)) {
            var record = new ProducerRecord<String, String>("t", "x");
            var brief = new PendingOutcome();

            // When
            CompletableFuture<Outcome> patient = producer.send(record);
            producer.send(record, Duration.ofMillis(10), brief);

            // Then
            assertThat(outcome(brief)).isInstanceOf(NotPersisted.class);
            assertThat(patient).isNotDone();
            producer.close(Duration.ZERO);
        }
    }

    @Test
    void waitsForRoomInTurn() throws Exception {
        // Given
        int senders = 4;
        var done = new CountDownLatch(senders);
        try (Producer<String, String> producer =
                producer(broker.endpoint(), config -> config.bufferBytes(64 * 1024))) {
            // When
            for (int s = 0; s < senders; s++) {
                Thread.ofVirtual().start(() -> sendBlocking(producer, 2000, done));
            }

            // Then
            assertThat(done.await(50, TimeUnit.SECONDS)).isTrue();
            producer.flush();
        }
        assertThat(
                        logs.values(new TopicPartition("t", 0)).size()
                                + logs.values(new TopicPartition("t", 1)).size())
                .isEqualTo(senders * 2000);
    }

    @Test
    void refusesARecordThatIsTooLarge() throws Exception {
        try (Producer<String, String> producer =
                producer(broker.endpoint(), config -> config.requestBytesMax(1000))) {
            // When
            CompletableFuture<Outcome> outcome =
                    producer.send(new ProducerRecord<>("t", "x".repeat(1000)));

            // Then
            assertThat(outcome).isCompleted();
            assertThatThrownBy(() -> outcome(outcome).orThrow())
                    .isInstanceOf(RecordTooLargeException.class);
        }
    }

    @Test
    void failsOnlyTheRecordThatCannotBeSerialized() throws Exception {
        // Given
        Serializer<String> picky =
                (topic, data) -> {
                    if ("bad".equals(data)) {
                        throw new IllegalArgumentException("bad");
                    }
                    return Serializer.STRING.serialize(topic, data);
                };
        try (Producer<String, String> producer =
                Producer.create(config(broker.endpoint()).build(), Serializer.STRING, picky)) {
            // When
            CompletableFuture<Outcome> bad = producer.send(new ProducerRecord<>("t", "bad"));
            CompletableFuture<Outcome> good = producer.send(new ProducerRecord<>("t", "good"));

            // Then
            assertThatThrownBy(() -> outcome(bad).orThrow())
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("value of a record to t");
            assertThat(outcome(good).isDelivered()).isTrue();
        }
    }

    @Test
    void sendsEverythingBeforeItCloses() throws Exception {
        // Given
        Producer<String, String> producer =
                producer(broker.endpoint(), config -> config.linger(Duration.ofSeconds(20)));
        CompletableFuture<Outcome> outcome = producer.send(new ProducerRecord<>("t", "v"));

        // When
        producer.close();

        // Then
        assertThat(outcome).isCompletedWithValueMatching(Outcome::isDelivered);
    }

    @Test
    void givesUpWhatIsOpenWhenTimeToCloseIsOver() throws Exception {
        // Given
        var never = new CountDownLatch(1);
        broker.rule(
                ApiKey.PRODUCE,
                request -> {
                    awaitQuietly(never);
                    return logs.produce(request);
                });
        Producer<String, String> producer = producer();
        CompletableFuture<Outcome> outcome = producer.send(new ProducerRecord<>("t", "v"));

        // When
        producer.close(Duration.ofMillis(300));
        never.countDown();

        // Then
        assertThat(outcome(outcome)).isInstanceOf(PossiblyPersisted.class);
        assertThatThrownBy(() -> outcome(outcome).orThrow())
                .isInstanceOf(ClientClosedException.class);
    }

    @Test
    void refusesRecordsOnceItIsClosed() throws Exception {
        // Given
        Producer<String, String> producer = producer();
        producer.close();

        // When
        CompletableFuture<Outcome> outcome = producer.send(new ProducerRecord<>("t", "v"));

        // Then
        assertThat(outcome).isCompleted();
        assertThatThrownBy(() -> outcome(outcome).orThrow())
                .isInstanceOf(ClientClosedException.class);
        producer.flush();
        producer.close();
    }

    private static ProducerRecord<String, String> valueAt1(String value) {
        return new ProducerRecord<>("t", 1, null, null, value, List.of());
    }

    private Producer<String, String> producer() {
        return producer(broker.endpoint(), config -> config);
    }

    private static Producer<String, String> producer(
            Endpoint endpoint, UnaryOperator<ProducerConfig.Builder> change) {
        return Producer.create(
                change.apply(config(endpoint)).build(), Serializer.STRING, Serializer.STRING);
    }

    private static ProducerConfig.Builder config(Endpoint endpoint) {
        return ProducerConfig.builder(
                ConnectionConfig.builder(new BootstrapServers(List.of(endpoint)))
                        .retryBackoff(Duration.ofMillis(5))
                        .build());
    }

    private static Outcome outcome(CompletableFuture<Outcome> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(30, TimeUnit.SECONDS);
    }

    private static void sendBlocking(
            Producer<String, String> producer, int count, CountDownLatch done) {
        try {
            for (int i = 0; i < count; i++) {
                producer.sendBlocking(new ProducerRecord<>("t", "x".repeat(200)), Callback.NONE);
            }
            done.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answerWithTlsAlerts(ServerSocket server) {
        try {
            while (true) {
                try (Socket socket = server.accept();
                        InputStream in = socket.getInputStream()) {
                    in.read(new byte[1024]);
                    socket.getOutputStream().write(new byte[] {0x15, 3, 3, 0, 2, 2, 70});
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
        } catch (IOException e) {
            // Closed by the test.
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
