package io.qanat.client.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.qanat.client.BootstrapServers;
import io.qanat.client.BufferFullException;
import io.qanat.client.CancelledException;
import io.qanat.client.ClientClosedException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.Endpoint;
import io.qanat.client.RecordTooLargeException;
import io.qanat.client.SerializationException;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.LoopbackBroker;
import io.qanat.client.internal.scripted.ScriptedLogs;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Interceptor;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Outcome.NotPersisted;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.message.InitProducerIdResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an application may do wrong, and a broker: it costs that record alone.
@Timeout(60)
class AsyncTroubleTest {
    private static final Serializer<String> PICKY =
            (topic, data) -> {
                if ("bad".equals(data)) {
                    throw new IllegalArgumentException("by the test");
                }
                if ("worse".equals(data)) {
                    throw new StackOverflowError("by the test");
                }
                return Serializer.STRING.serialize(topic, data);
            };

    private final ScriptedLogs logs = new ScriptedLogs();
    private final CountDownLatch answering = new CountDownLatch(1);
    private final LoopbackBroker broker;

    AsyncTroubleTest() throws IOException {
        broker = LoopbackBroker.start().rule(ApiKey.PRODUCE, logs::produce);
    }

    @AfterEach
    void stop() throws IOException {
        answering.countDown();
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad", "worse"})
    void aRecordThatCannotBeSerializedFailsAlone(String value) throws Exception {
        try (AsyncProducer<String, String> producer = producer()) {
            // When
            List<Outcome> outcomes =
                    outcome(producer.produceAll(List.of(record("1"), record(value), record("2"))));

            // Then
            assertThat(outcomes.get(1))
                    .isInstanceOfSatisfying(
                            NotPersisted.class,
                            refused ->
                                    assertThat(refused.cause())
                                            .isInstanceOf(SerializationException.class));
            assertThat(outcomes.get(0).isDelivered()).isTrue();
            assertThat(outcomes.get(2).isDelivered()).isTrue();
        }
        assertThat(log()).containsExactly("1", "2");
    }

    @Test
    void aRecordThatIsTooLargeFailsAlone() throws Exception {
        try (AsyncProducer<String, String> producer = producer()) {
            // When
            List<Outcome> outcomes =
                    outcome(
                            producer.produceAll(
                                    List.of(
                                            record("1"),
                                            record("x".repeat(2_000_000)),
                                            record("2"))));

            // Then
            assertThat(((NotPersisted) outcomes.get(1)).cause())
                    .isInstanceOf(RecordTooLargeException.class);
        }
        assertThat(log()).containsExactly("1", "2");
    }

    @Test
    void aRecordForAPartitionThatDoesNotExistFailsAlone() throws Exception {
        try (AsyncProducer<String, String> producer = producer()) {
            // When
            var nowhere = new ProducerRecord<>("t", 99, null, "k", "nowhere", List.of());
            List<Outcome> outcomes =
                    outcome(producer.produceAll(List.of(record("1"), nowhere, record("2"))));

            // Then
            assertThat(outcomes.get(1)).isInstanceOf(NotPersisted.class);
        }
        assertThat(log()).containsExactly("1", "2");
    }

    @Test
    void aCallbackThatThrowsHarmsNobody() throws Exception {
        try (AsyncProducer<String, String> producer = producer()) {
            // Given
            CompletableFuture<Outcome> first =
                    producer.produce(
                            record("1"),
                            outcome -> {
                                throw new IllegalStateException("by the test");
                            });
            CompletableFuture<Outcome> second = producer.produce(record("2"));

            // When
            producer.flush();

            // Then
            assertThat(first.join().isDelivered()).isTrue();
            assertThat(second.join().isDelivered()).isTrue();
            assertThat(producer.callbackStats().failed()).isOne();
        }
    }

    @Test
    void aCallbackThatBlocksHoldsUpNothingButItsPartition() throws Exception {
        // Given
        var isBlocked = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (AsyncProducer<String, String> producer = producer()) {
            CompletableFuture<Outcome> blocked =
                    producer.produce(
                            record("1"),
                            outcome -> {
                                isBlocked.countDown();
                                awaitQuietly(goOn);
                            });
            isBlocked.await();

            // When
            CompletableFuture<Outcome> behind = producer.produce(record("2"));
            Outcome elsewhere =
                    producer.sendAndWait(
                            new ProducerRecord<>("t", 1, null, "k", "other", List.of()));

            // Then
            assertThat(blocked).isDone();
            assertThat(elsewhere.isDelivered()).isTrue();
            awaitLog("1", "2");
            goOn.countDown();
            assertThat(outcome(behind).isDelivered()).isTrue();
        } finally {
            goOn.countDown();
        }
    }

    @Test
    void aBlockedCallbackOfARefusedRecordHoldsUpNoOtherRecord() throws Exception {
        // Given
        var goOn = new CountDownLatch(1);
        try (AsyncProducer<String, String> producer = producer()) {
            var unused = producer.produce(record("bad"), outcome -> awaitQuietly(goOn));

            // When
            Outcome outcome = producer.sendAndWait(record("good"));

            // Then
            assertThat(outcome.isDelivered()).isTrue();
        } finally {
            goOn.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"good", "bad"})
    void aCallbackThatWouldWaitForItselfIsRefused(String value) throws Exception {
        // Given
        List<Throwable> refusals = Collections.synchronizedList(new ArrayList<>());
        try (AsyncProducer<String, String> producer = producer()) {
            Callback callback =
                    outcome -> {
                        refusals.add(thrown(() -> producer.sendAndWait(record("2"))));
                        refusals.add(thrown(producer::flush));
                        refusals.add(thrown(producer::close));
                        CompletableFuture<Outcome> open = producer.produce(record("3"));
                        refusals.add(thrown(() -> open.thenApply(known -> known).join()));
                    };

            // When
            var unused = producer.produce(record(value), callback);
            producer.flush();
        }

        // Then
        assertThat(refusals).hasSize(4).allMatch(IllegalStateException.class::isInstance);
        assertThat(log()).doesNotContain("2").contains("3");
    }

    @Test
    void acceptedRecordsWaitForRoomAndAreDeliveredOnce() throws Exception {
        // Given
        broker.rule(
                ApiKey.PRODUCE,
                request -> {
                    awaitQuietly(answering);
                    return logs.produce(request);
                });
        List<String> accepted = new ArrayList<>();
        var told = new AtomicInteger();
        try (AsyncProducer<String, String> producer =
                producer(
                        broker.endpoint(),
                        config -> config.bufferBytes(16 * 1024),
                        config -> config.batchRecordsMax(10).bufferRecordsMax(50))) {
            // When
            boolean isFull = false;
            for (int i = 0; !isFull; i++) {
                try {
                    String value = i + "-" + "x".repeat(1000);
                    var unused = producer.produce(record(value), outcome -> told.incrementAndGet());
                    accepted.add(value);
                } catch (BufferFullException e) {
                    isFull = true;
                }
            }
            answering.countDown();
            producer.flush();
        }

        // Then
        assertThat(log()).isEqualTo(accepted);
        assertThat(told).hasValue(accepted.size());
    }

    @Test
    void cancellingARecordLeavesTheOthers() throws Exception {
        // Given
        var acknowledged = new AtomicInteger();
        Interceptor<String, String> counting =
                new Interceptor<>() {
                    @Override
                    public void onAcknowledgement(
                            ProducerRecord<String, String> record, Outcome outcome) {
                        acknowledged.incrementAndGet();
                    }
                };
        broker.rule(
                ApiKey.INIT_PRODUCER_ID,
                request -> {
                    awaitQuietly(answering);
                    return InitProducerIdResponse.builder()
                            .producerId(1)
                            .producerEpoch((short) 0)
                            .build();
                });
        try (AsyncProducer<String, String> producer =
                AsyncProducer.create(
                        AsyncProducerConfig.of(config(broker.endpoint()).build()),
                        PICKY,
                        PICKY,
                        List.of(counting))) {
            CompletableFuture<Outcome> kept = producer.produce(record("kept"));
            CompletableFuture<Outcome> inProducer = producer.produce(record("cancelled"));
            var unused = producer.produce(record("kept, too"));
            await(() -> producer.bufferLevel().freeRecords() == 1_000_000 - 3);
            CompletableFuture<Outcome> buffered = producer.produce(record("cancelled, too"));

            // When
            boolean isBufferedCancelled = buffered.cancel(false);
            boolean isCancelled = inProducer.cancel(false);
            answering.countDown();
            producer.flush();

            // Then
            assertThat(isBufferedCancelled).isTrue();
            assertThat(isCancelled).isTrue();
            assertThat(((NotPersisted) inProducer.join()).cause())
                    .isInstanceOf(CancelledException.class);
            assertThat(kept.join().isDelivered()).isTrue();
            assertThat(acknowledged).hasValue(3);
        }
        assertThat(log()).containsExactly("kept", "kept, too");
    }

    @Test
    void aFutureThatIsCompletedByItsUserCostsNothingElse() throws Exception {
        try (AsyncProducer<String, String> producer = producer()) {
            // Given
            var told = new CompletableFuture<Outcome>();
            CompletableFuture<Outcome> mine = producer.produce(record("1"), told::complete);
            mine.completeExceptionally(new IllegalStateException("by the test"));

            // When
            producer.flush();

            // Then
            assertThat(told).isCompleted();
            assertThat(log()).containsExactly("1");
        }
    }

    @Test
    void closingDuringAFlushLetsTheFlushEnd() throws Exception {
        // Given
        broker.rule(
                ApiKey.PRODUCE,
                request -> {
                    awaitQuietly(answering);
                    return logs.produce(request);
                });
        AsyncProducer<String, String> producer = producer();
        CompletableFuture<Outcome> outcome = producer.produce(record("1"));
        Thread flushing =
                Thread.ofVirtual().start(() -> assertThat(thrown(producer::flush)).isNull());

        // When
        producer.close(Duration.ofMillis(50));

        // Then
        flushing.join();
        assertThat(outcome).isDone();
        assertThat(outcome.join().isDelivered()).isFalse();
        producer.close();
    }

    @Test
    void closingWhileTheBrokerIsGoneGivesUpInTime() throws Exception {
        // Given
        broker.close();
        AsyncProducer<String, String> producer = producer();
        CompletableFuture<Outcome> outcome = producer.produce(record("1"));

        // When
        producer.close(Duration.ofMillis(50));

        // Then
        assertThat(outcome).isDone();
        assertThatThrownBy(() -> outcome.join().orThrow())
                .isInstanceOf(ClientClosedException.class);
    }

    @Test
    void closingLetsThoseGoWhoWaitForRoom() throws Exception {
        // Given
        broker.close();
        AsyncProducer<String, String> producer =
                producer(
                        broker.endpoint(),
                        config -> config.bufferBytes(16 * 1024),
                        config -> config.batchRecordsMax(1).bufferRecordsMax(1));
        var refusal = new CompletableFuture<Throwable>();
        List<CompletableFuture<Outcome>> taken = Collections.synchronizedList(new ArrayList<>());
        Thread.ofVirtual()
                .start(() ->
                        refusal.complete(
                                thrown(() -> {
                                    while (true) {
                                        taken.add(
                                                producer.produceBlocking(
                                                        record("x".repeat(1000)), Callback.NONE));
                                    }
                                })));
        await(() ->
                catchThrowable(() -> taken.add(producer.produce(record("x".repeat(1000)))))
                        instanceof BufferFullException);

        // When
        producer.close(Duration.ofMillis(50));

        // Then
        assertThat(refusal.get(30, TimeUnit.SECONDS)).isInstanceOf(ClientClosedException.class);
        assertThat(taken).allMatch(CompletableFuture::isDone);
    }

    private interface Call {
        void run() throws Exception;
    }

    private static @Nullable Throwable thrown(Call call) {
        return catchThrowable(call::run);
    }

    private List<String> log() {
        return logs.values(new TopicPartition("t", 0));
    }

    private void awaitLog(String... values) {
        await(() -> log().equals(List.of(values)));
    }

    private static void await(BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadlineNanos).isNegative();
            LockSupport.parkNanos(100_000);
        }
    }

    private static ProducerRecord<String, String> record(String value) {
        return new ProducerRecord<>("t", 0, null, null, value, List.of());
    }

    private AsyncProducer<String, String> producer() {
        return producer(broker.endpoint(), config -> config, config -> config);
    }

    private static AsyncProducer<String, String> producer(
            Endpoint endpoint,
            UnaryOperator<ProducerConfig.Builder> change,
            UnaryOperator<AsyncProducerConfig.Builder> changeAsync) {
        ProducerConfig config = change.apply(config(endpoint)).build();
        return AsyncProducer.create(
                changeAsync.apply(AsyncProducerConfig.builder(config)).build(), PICKY, PICKY);
    }

    private static ProducerConfig.Builder config(Endpoint endpoint) {
        return ProducerConfig.builder(
                ConnectionConfig.builder(new BootstrapServers(List.of(endpoint)))
                        .retryBackoff(Duration.ofMillis(5))
                        .build());
    }

    private static <T> T outcome(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
