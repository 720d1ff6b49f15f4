package io.qanat.client.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.Endpoint;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.LoopbackBroker;
import io.qanat.client.internal.scripted.ScriptedLogs;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.Serializer;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.publisher.EventHeader;
import io.qanat.publisher.InvalidEventException;
import io.qanat.publisher.NotStartedException;
import io.qanat.publisher.OverloadedException;
import io.qanat.publisher.PublishOutcome;
import io.qanat.publisher.PublishOutcome.NotPublished;
import io.qanat.publisher.PublishOutcome.Published;
import io.qanat.publisher.PublisherStatus.Phase;
import io.qanat.publisher.StoppedException;
import io.qanat.publisher.UnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The adapter over sockets of this machine.
@Timeout(60)
class KafkaPublisherTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ScriptedLogs logs = new ScriptedLogs();
    private final LoopbackBroker broker;

    KafkaPublisherTest() throws IOException {
        broker = LoopbackBroker.start().rule(ApiKey.PRODUCE, logs::produce);
    }

    @AfterEach
    void stop() throws IOException {
        broker.close();
    }

    @Test
    void publishesAnEvent() throws Exception {
        try (KafkaPublisher<String, String> publisher = started()) {
            // When
            PublishOutcome outcome =
                    outcome(
                            publisher.send(
                                    "t", "7", "paid", List.of(EventHeader.of("trace", "a1"))));

            // Then
            Published published = outcome.orThrow();
            assertThat(published.topic()).isEqualTo("t");
            assertThat(published.offset()).isZero();
            assertThat(logs.values(new TopicPartition("t", published.partition())))
                    .containsExactly("paid");
            assertThat(publisher.status().openEvents()).isZero();
        }
    }

    @Test
    void isReadyOnceItKnowsTheDeclaredTopics() throws Exception {
        // Given
        try (KafkaPublisher<String, String> publisher = publisher(broker.endpoint())) {
            assertThat(publisher.status().phase()).isEqualTo(Phase.NEW);

            // When
            publisher.start();
            publisher.awaitReady(LIMIT);

            // Then
            assertThat(publisher.status().phase()).isEqualTo(Phase.READY);
            assertThat(publisher.status().trouble()).isEmpty();
            assertThat(askedFor("orders")).isTrue();
        }
    }

    @Test
    void startsOnceHoweverOftenItIsCalled() throws Exception {
        try (KafkaPublisher<String, String> publisher = started()) {
            // When
            publisher.start();
            publisher.awaitReady(LIMIT);
            publisher.start();

            // Then
            assertThat(outcome(publisher.send("t", "7", "paid")).isPublished()).isTrue();
            assertThat(broker.requests(ApiKey.INIT_PRODUCER_ID)).hasSize(1);
        }
    }

    @Test
    void throwsWhenNotStarted() {
        try (KafkaPublisher<String, String> publisher = publisher(broker.endpoint())) {
            assertThatThrownBy(() -> publisher.send("t", "7", "paid"))
                    .isInstanceOf(NotStartedException.class);
            assertThatThrownBy(() -> publisher.awaitReady(LIMIT))
                    .isInstanceOf(NotStartedException.class);
        }
    }

    @Test
    void refusesEventsAfterStop() throws Exception {
        // Given
        KafkaPublisher<String, String> publisher = started();

        // When
        boolean isDrained = publisher.stop(LIMIT);

        // Then
        assertThat(isDrained).isTrue();
        assertThat(publisher.stop(LIMIT)).isTrue();
        assertThat(publisher.status().phase()).isEqualTo(Phase.STOPPED);
        PublishOutcome late = outcome(publisher.send("t", "7", "late"));
        assertThatThrownBy(late::orThrow).isInstanceOf(StoppedException.class);
        assertThatThrownBy(publisher::start).isInstanceOf(StoppedException.class);
    }

    @Test
    void stopDrainsWhatWasSent() throws Exception {
        // Given
        KafkaPublisher<String, String> publisher =
                publisher(broker.endpoint(), config -> config.linger(Duration.ofSeconds(20)));
        publisher.start();
        CompletableFuture<PublishOutcome> outcome = publisher.send("t", "7", "paid");

        // When
        boolean isDrained = publisher.stop(LIMIT);

        // Then
        assertThat(isDrained).isTrue();
        assertThat(outcome).isCompleted();
        assertThat(outcome(outcome).isPublished()).isTrue();
    }

    @Test
    void stopIsBoundedWhileTheBrokerIsGone() throws Exception {
        // Given
        KafkaPublisher<String, String> publisher = started();
        publisher.awaitReady(LIMIT);
        broker.close();
        CompletableFuture<PublishOutcome> open = publisher.send("t", "7", "lost");

        // When
        boolean isDrained = publisher.stop(Duration.ofMillis(100));

        // Then
        assertThat(isDrained).isFalse();
        assertThat(open).isCompleted();
        assertThat(outcome(open).isPublished()).isFalse();
        assertThatThrownBy(() -> outcome(open).orThrow()).isInstanceOf(StoppedException.class);
    }

    @Test
    void saysWhyItIsNotReady() throws Exception {
        // Given
        try (KafkaPublisher<String, String> publisher = publisher(nobody())) {
            publisher.start();

            // When
            await(() -> publisher.status().trouble().contains("cannot reach"));

            // Then
            assertThat(publisher.status().phase()).isEqualTo(Phase.STARTING);
            assertThatThrownBy(() -> publisher.awaitReady(Duration.ofMillis(1)))
                    .isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void isTroubledWhenTheBrokerGoes() throws Exception {
        try (KafkaPublisher<String, String> publisher = started()) {
            // Given
            publisher.awaitReady(LIMIT);

            // When
            broker.close();

            // Then
            await(() -> publisher.status().phase() == Phase.TROUBLED);
            publisher.stop(Duration.ZERO);
        }
    }

    @Test
    void anEventWithoutBytesFailsAlone() throws Exception {
        // Given
        Serializer<String> picky =
                (topic, text) -> {
                    if ("bad".equals(text)) {
                        throw new IllegalArgumentException("bad");
                    }
                    return Serializer.STRING.serialize(topic, text);
                };
        try (var publisher =
                KafkaPublisher.create(
                        config(broker.endpoint(), config -> config), Serializer.STRING, picky)) {
            publisher.start();

            // When
            CompletableFuture<PublishOutcome> before = publisher.send("t", "7", "one");
            CompletableFuture<PublishOutcome> bad = publisher.send("t", "7", "bad");
            CompletableFuture<PublishOutcome> after = publisher.send("t", "7", "two");

            // Then
            assertThatThrownBy(() -> outcome(bad).orThrow())
                    .isInstanceOf(InvalidEventException.class);
            int partition = outcome(before).orThrow().partition();
            assertThat(outcome(after).isPublished()).isTrue();
            assertThat(logs.values(new TopicPartition("t", partition)))
                    .containsExactly("one", "two");
        }
    }

    @Test
    void anEventThatIsTooLargeFailsAlone() throws Exception {
        try (KafkaPublisher<String, String> publisher =
                publisher(broker.endpoint(), config -> config.requestBytesMax(1000))) {
            // Given
            publisher.start();

            // When
            CompletableFuture<PublishOutcome> large = publisher.send("t", "7", "x".repeat(2000));
            CompletableFuture<PublishOutcome> small = publisher.send("t", "7", "x");

            // Then
            assertThatThrownBy(() -> outcome(large).orThrow())
                    .isInstanceOf(InvalidEventException.class);
            assertThat(outcome(small).isPublished()).isTrue();
        }
    }

    @Test
    void isOverloadedAtOnceWhenTheBufferIsFull() throws Exception {
        // Given
        try (KafkaPublisher<String, String> publisher =
                publisher(nobody(), config -> config.bufferRecordsMax(1))) {
            publisher.start();
            CompletableFuture<PublishOutcome> first = publisher.send("t", "7", "fits");

            // When
            CompletableFuture<PublishOutcome> second = publisher.send("t", "7", "one too many");

            // Then
            assertThat(first).isNotCompleted();
            assertThat(second).isCompleted();
            assertThat(outcome(second).safeToRetry()).isTrue();
            assertThatThrownBy(() -> outcome(second).orThrow())
                    .isInstanceOf(OverloadedException.class);
            publisher.stop(Duration.ZERO);
        }
    }

    @Test
    void aCancelledFutureLosesNothing() throws Exception {
        try (KafkaPublisher<String, String> publisher =
                publisher(broker.endpoint(), config -> config.linger(Duration.ofSeconds(20)))) {
            // Given
            publisher.start();
            CompletableFuture<PublishOutcome> cancelled = publisher.send("t", "7", "one");
            CompletableFuture<PublishOutcome> kept = publisher.send("t", "7", "two");

            // When
            cancelled.cancel(true);
            publisher.stop(LIMIT);

            // Then
            int partition = outcome(kept).orThrow().partition();
            assertThat(logs.values(new TopicPartition("t", partition)))
                    .containsExactly("one", "two");
        }
    }

    @Test
    void aContinuationThatThrowsHarmsNobodyElse() throws Exception {
        try (KafkaPublisher<String, String> publisher = started()) {
            // When
            CompletableFuture<Void> failed =
                    publisher
                            .send("t", "7", "one")
                            .thenAccept(outcome -> {
                                throw new IllegalStateException("mine");
                            });
            PublishOutcome next = outcome(publisher.send("t", "7", "two"));

            // Then
            assertThat(next).isNotInstanceOf(NotPublished.class);
            await(failed::isCompletedExceptionally);
        }
    }

    @Test
    void aContinuationThatBlocksHoldsUpNoOtherTopic() throws Exception {
        try (KafkaPublisher<String, String> publisher = started()) {
            // Given
            var isBlocking = new CountDownLatch(1);
            var mayGoOn = new CountDownLatch(1);
            CompletableFuture<Void> blocked =
                    publisher
                            .send("t", "7", "one")
                            .thenAccept(outcome -> {
                                isBlocking.countDown();
                                awaitQuietly(mayGoOn);
                            });

            // When
            PublishOutcome other = outcome(publisher.send("u", "7", "two"));

            // Then
            assertThat(other.isPublished()).isTrue();
            assertThat(isBlocking.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(blocked).isNotDone();
            mayGoOn.countDown();
            blocked.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aSecondStopWaitsForTheFirst() throws Exception {
        // Given
        KafkaPublisher<String, String> publisher = publisher(nobody());
        publisher.start();
        CompletableFuture<PublishOutcome> open = publisher.send("t", "7", "lost");
        var first = CompletableFuture.supplyAsync(() -> publisher.stop(Duration.ofMillis(500)));
        await(() -> publisher.status().phase() == Phase.STOPPED);

        // When
        boolean isDrained = publisher.stop(LIMIT);

        // Then
        assertThat(isDrained).isFalse();
        assertThat(open).isCompleted();
        assertThat(first.get(30, TimeUnit.SECONDS)).isFalse();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private KafkaPublisher<String, String> started() {
        KafkaPublisher<String, String> publisher = publisher(broker.endpoint());
        publisher.start();
        return publisher;
    }

    private static KafkaPublisher<String, String> publisher(Endpoint endpoint) {
        return publisher(endpoint, config -> config);
    }

    private static KafkaPublisher<String, String> publisher(
            Endpoint endpoint, UnaryOperator<ProducerConfig.Builder> change) {
        return KafkaPublisher.create(
                config(endpoint, change), Serializer.STRING, Serializer.STRING);
    }

    private static PublisherConfig config(
            Endpoint endpoint, UnaryOperator<ProducerConfig.Builder> change) {
        ConnectionConfig connection =
                ConnectionConfig.builder(new BootstrapServers(List.of(endpoint)))
                        .retryBackoff(Duration.ofMillis(5))
                        .reconnectBackoff(Duration.ofMillis(5))
                        .build();
        return new PublisherConfig(
                change.apply(ProducerConfig.builder(connection)).build(), List.of("orders"));
    }

    /// An address at which nothing listens.
    private static Endpoint nobody() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Endpoint("localhost", socket.getLocalPort());
        }
    }

    private boolean askedFor(String topic) {
        return broker.requests(ApiKey.METADATA).stream()
                .map(request -> ((MetadataRequest) request.body()).topics())
                .filter(topics -> topics != null)
                .flatMap(List::stream)
                .anyMatch(asked -> topic.equals(asked.name()));
    }

    private static PublishOutcome outcome(CompletableFuture<PublishOutcome> future)
            throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private static void await(BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadlineNanos).isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }
}
