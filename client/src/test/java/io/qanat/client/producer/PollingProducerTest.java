package io.qanat.client.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.BootstrapServers;
import io.qanat.client.BufferFullException;
import io.qanat.client.ClientClosedException;
import io.qanat.client.ConfigException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.RecordTooLargeException;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.LoopbackBroker;
import io.qanat.client.internal.scripted.ScriptedLogs;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.record.RecordHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The life of a message: produce, poll, flush. The numbers are those of `docs/concepts.md`.
@Timeout(60)
class PollingProducerTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final ScriptedLogs logs = new ScriptedLogs();
    private final LoopbackBroker broker;

    /// Reports in the order in which their callbacks were called.
    private final List<Outcome> reported = new ArrayList<>();

    PollingProducerTest() throws IOException {
        broker = LoopbackBroker.start().rule(ApiKey.PRODUCE, logs::produce);
    }

    @AfterEach
    void stop() throws IOException {
        broker.close();
    }

    @Test
    void a1NewProducerIsABoundedBufferAndNothingIsOnABroker() {
        try (var producer = producer(config -> config.bufferBytes(1 << 20).bufferRecordsMax(7))) {
            assertThat(producer.len()).isZero();
            assertThat(producer.bufferLevel().freeBytes()).isEqualTo(1 << 20);
            assertThat(producer.bufferLevel().freeRecords()).isEqualTo(7);
            assertThat(broker.requests(ApiKey.PRODUCE)).isEmpty();
        }
    }

    @Test
    void a2ProduceBuffersAndReturns() throws Exception {
        // Given
        broker.close();
        try (var producer = producer(config -> config)) {
            // When
            producer.produce(
                    "t",
                    "value",
                    "key",
                    List.of(new RecordHeader("h", ByteBuffer.wrap(new byte[] {1}))),
                    0,
                    reported::add);

            // Then
            assertThat(producer.len()).isOne();
            assertThat(reported).isEmpty();
            producer.close(Duration.ZERO);
        }
    }

    @Test
    void a3BackgroundThreadSendsWithoutAPoll() throws Exception {
        try (var producer = producer(config -> config)) {
            // When
            produce(producer, "value");

            // Then
            awaitReports(producer, 1);
            assertThat(logs.values(PARTITION)).containsExactly("value");
            assertThat(reported).isEmpty();
        }
    }

    @Test
    void a3FullBufferIsAnErrorAtOnce() throws Exception {
        // Given
        broker.close();
        try (var producer = producer(config -> config.bufferRecordsMax(2))) {
            produce(producer, "a");
            produce(producer, "b");

            // When / Then
            assertThatThrownBy(() -> produce(producer, "c"))
                    .isInstanceOf(BufferFullException.class)
                    .hasMessageContaining("2 records wait for their outcome or for a poll, 0 ");
            assertThat(producer.len()).isEqualTo(2);
            producer.close(Duration.ZERO);
        }
    }

    @Test
    void a4SentIsNotDeliveredUntilItIsAcknowledged() throws Exception {
        // Given
        var arrived = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        broker.rule(
                ApiKey.PRODUCE,
                request -> {
                    arrived.countDown();
                    await(answer);
                    return logs.produce(request);
                });
        try (var producer = producer(config -> config)) {
            // When
            produce(producer, "value");
            await(arrived);

            // Then
            assertThat(producer.poll(Duration.ZERO)).isZero();
            assertThat(producer.len()).isOne();
            answer.countDown();
            assertThat(producer.poll(LONG)).isOne();
            assertThat(reported).allMatch(Outcome::isDelivered);
        }
    }

    @Test
    void a5BrokerHasWhatWasDelivered() throws Exception {
        try (var producer = producer(config -> config)) {
            // When
            produce(producer, "a");
            produce(producer, "b");
            producer.flush(LONG);

            // Then
            assertThat(logs.values(PARTITION)).containsExactly("a", "b");
        }
    }

    @ParameterizedTest
    @EnumSource(Acks.class)
    void a6AcksSayWhatIsWaitedFor(Acks acks) throws Exception {
        try (var producer = producer(config -> config.acks(acks))) {
            // When
            produce(producer, "value");
            producer.flush(LONG);

            // Then
            assertThat(reported).hasSize(1).allMatch(Outcome::isDelivered);
            assertThat(broker.requests(ApiKey.PRODUCE))
                    .allMatch(request -> ((ProduceRequest) request.body()).acks() == acks.code());
        }
    }

    @Test
    void a7ReportThatArrivedWaits() throws Exception {
        try (var producer = producer(config -> config)) {
            // When
            produce(producer, "value");
            awaitReports(producer, 1);
            awaitEmptyBuffer(producer);

            // Then
            assertThat(reported).isEmpty();
            assertThat(producer.len()).isOne();
        }
    }

    @Test
    void a7WaitingReportsKeepTheirPlacesInTheBuffer() throws Exception {
        try (var producer = producer(config -> config.bufferRecordsMax(2))) {
            // Given
            produce(producer, "a");
            produce(producer, "b");
            awaitReports(producer, 2);

            // When / Then
            assertThatThrownBy(() -> produce(producer, "c"))
                    .isInstanceOfSatisfying(
                            BufferFullException.class,
                            full -> assertThat(full.waitingReports()).isEqualTo(2))
                    .hasMessageContaining("2 reports of them for a poll; poll, or raise");
            producer.poll(Duration.ZERO);
            produce(producer, "c");
            assertThat(producer.flush(LONG)).isZero();
        }
    }

    @Test
    void a8PollRunsTheCallbacksOnItsCallersThread() throws Exception {
        // Given
        var thread = new AtomicReference<Thread>();
        try (var producer = producer(config -> config)) {
            producer.produce(record("value"), outcome -> thread.set(Thread.currentThread()));

            // When
            int fired = producer.poll(LONG);

            // Then
            assertThat(fired).isOne();
            assertThat(thread).hasValue(Thread.currentThread());
            assertThat(producer.len()).isZero();
        }
    }

    @Test
    void a8CallbacksKeepTheOrderOfAPartition() throws Exception {
        // Given
        var order = new ArrayList<Integer>();
        try (var producer = producer(config -> config)) {
            for (int i = 0; i < 2000; i++) {
                int number = i;
                producer.produce(record("v" + i), outcome -> order.add(number));
            }

            // When
            while (producer.len() > 0) {
                producer.poll(LONG);
            }

            // Then
            assertThat(order).hasSize(2000).isSorted();
        }
    }

    @Test
    void a8PollReturnsWhenItsTimeIsOver() throws Exception {
        // Given
        broker.close();
        try (var producer = producer(config -> config)) {
            produce(producer, "value");

            // When / Then
            assertThat(producer.poll(Duration.ofMillis(10))).isZero();
            producer.close(Duration.ZERO);
        }
    }

    @Test
    void a8PollGoesOnAfterACallbackThatThrows() throws Exception {
        try (var producer = producer(config -> config)) {
            // Given
            producer.produce(
                    record("a"),
                    outcome -> {
                        throw new IllegalStateException("thrown on purpose by a test");
                    });
            produce(producer, "b");

            // When
            producer.flush(LONG);

            // Then
            assertThat(reported).hasSize(1);
        }
    }

    @Test
    void a9FlushWaitsUntilEveryMessageIsConfirmed() throws Exception {
        try (var producer = producer(config -> config.linger(Duration.ofSeconds(20)))) {
            // Given
            for (int i = 0; i < 100; i++) {
                produce(producer, "v" + i);
            }

            // When
            int left = producer.flush(LONG);

            // Then
            assertThat(left).isZero();
            assertThat(reported).hasSize(100).allMatch(Outcome::isDelivered);
            assertThat(producer.len()).isZero();
        }
    }

    @Test
    void a9FlushSaysHowManyAreLeft() throws Exception {
        // Given
        broker.close();
        try (var producer = producer(config -> config)) {
            produce(producer, "a");
            produce(producer, "b");

            // When / Then
            assertThat(producer.flush(Duration.ofMillis(10))).isEqualTo(2);
            producer.close(Duration.ZERO);
        }
    }

    @Test
    void onlyErrorsAreReportedOnRequest() throws Exception {
        // Given
        logs.refuse(PARTITION, ErrorCode.MESSAGE_TOO_LARGE);
        try (var producer =
                producer(config -> config.reportsOnlyErrors(true).linger(Duration.ZERO))) {
            produce(producer, "refused");
            producer.flush(LONG);

            // When
            produce(producer, "taken");
            int left = producer.flush(LONG);

            // Then
            assertThat(left).isZero();
            assertThat(reported).hasSize(1).noneMatch(Outcome::isDelivered);
            assertThat(logs.values(PARTITION)).containsExactly("taken");
        }
    }

    @Test
    void reportsThatNobodyPolledComeWithTheClosing() throws Exception {
        // Given
        try (var producer = producer(config -> config)) {
            produce(producer, "value");
            awaitReports(producer, 1);
        }

        // Then
        assertThat(reported).hasSize(1);
    }

    @Test
    void closingReportsWhatIsGivenUp() throws Exception {
        // Given
        broker.close();
        try (var producer = producer(config -> config)) {
            produce(producer, "value");

            // When
            producer.close(Duration.ZERO);

            // Then
            assertThat(reported).hasOnlyElementsOfType(Outcome.NotPersisted.class).hasSize(1);
            assertThatThrownBy(() -> produce(producer, "late"))
                    .isInstanceOf(ClientClosedException.class);
            assertThat(producer.len()).isZero();
        }
    }

    @Test
    void refusalsAreThrownAndNotReported() {
        try (var producer = producer(config -> config.requestBytesMax(1000))) {
            assertThatThrownBy(() -> produce(producer, "x".repeat(2000)))
                    .isInstanceOf(RecordTooLargeException.class);
            assertThat(producer.len()).isZero();
        }
    }

    @Test
    void refusesToPollWithinACallback() throws Exception {
        // Given
        var failures = new ArrayList<Throwable>();
        try (var producer = producer(config -> config)) {
            producer.produce(
                    record("value"),
                    outcome -> {
                        try {
                            producer.poll(Duration.ZERO);
                        } catch (IllegalStateException | InterruptedException e) {
                            failures.add(e);
                        }
                    });

            // When
            producer.flush(LONG);

            // Then
            assertThat(failures)
                    .hasSize(1)
                    .allMatch(failure -> failure instanceof IllegalStateException);
        }
    }

    @Test
    void callbackMayProduce() throws Exception {
        try (var producer = producer(config -> config)) {
            // Given
            producer.produce(record("a"), outcome -> produce(producer, "b"));

            // When
            producer.flush(LONG);

            // Then
            assertThat(logs.values(PARTITION)).containsExactly("a", "b");
            assertThat(reported).hasSize(1);
        }
    }

    @Test
    void producerWithFuturesRefusesToReportOnlyErrors() {
        // Given
        ProducerConfig config = config(builder -> builder.reportsOnlyErrors(true));
        // When / Then
        assertThatThrownBy(() -> Producer.create(config, Serializer.STRING, Serializer.STRING))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("delivery.report.only.error");
    }

    private void produce(PollingProducer<String, String> producer, String value) {
        producer.produce(record(value), reported::add);
    }

    private static ProducerRecord<String, String> record(String value) {
        return new ProducerRecord<>("t", 0, null, null, value, List.of());
    }

    private static void awaitReports(PollingProducer<?, ?> producer, int count) {
        long deadlineNanos = System.nanoTime() + LONG.toNanos();
        while (producer.waitingReports() < count) {
            assertThat(System.nanoTime() - deadlineNanos).isNegative();
            LockSupport.parkNanos(100_000);
        }
    }

    /// The report comes first, the bytes are free a moment later.
    private static void awaitEmptyBuffer(PollingProducer<?, ?> producer) {
        long deadlineNanos = System.nanoTime() + LONG.toNanos();
        while (producer.bufferLevel().freeBytes() < producer.bufferLevel().totalBytes()) {
            assertThat(System.nanoTime() - deadlineNanos).isNegative();
            LockSupport.parkNanos(100_000);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private PollingProducer<String, String> producer(
            UnaryOperator<ProducerConfig.Builder> settings) {
        return PollingProducer.create(config(settings), Serializer.STRING, Serializer.STRING);
    }

    private ProducerConfig config(UnaryOperator<ProducerConfig.Builder> settings) {
        var connection = ConnectionConfig.of(new BootstrapServers(List.of(broker.endpoint())));
        return settings.apply(ProducerConfig.builder(connection)).build();
    }
}
