package io.qanat.client.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.qanat.client.BufferFullException;
import io.qanat.client.CancelledException;
import io.qanat.client.ClientClosedException;
import io.qanat.client.ClientException;
import io.qanat.client.DeadlineException;
import io.qanat.client.PurgedException;
import io.qanat.client.SerializationException;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Outcome.NotPersisted;
import io.qanat.client.producer.Outcome.PossiblyPersisted;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an async facade promises, rule by rule, on virtual time: the rules that the best-known one
/// breaks.
@Timeout(60)
class AsyncContractTest {
    private static final Duration QUANTUM = Duration.ofNanos(500_000);

    @Test
    void rule1TheDeadlineIsTheAgeOfTheOldestRecord() {
        // Given
        var stage = new FacadeStage(config -> config.batchRecordsMax(10_000));

        // When
        int produced = 0;
        while (stage.outlet.values().isEmpty()) {
            stage.add("v" + produced++);
            stage.pass(Duration.ofNanos(400_000));
        }

        // Then
        assertThat(stage.nanos()).isBetween(1_000_000_000L, 1_000_400_000L);
        assertThat(stage.outlet.values()).hasSize(produced);
    }

    @Test
    void rule1ALoneRecordGoesAfterOneQuantum() {
        // Given
        var stage = new FacadeStage();
        stage.add("v");

        // When
        stage.pass(QUANTUM.minusNanos(1));
        List<String> before = stage.outlet.values();
        stage.pass(Duration.ofNanos(1));

        // Then
        assertThat(before).isEmpty();
        assertThat(stage.outlet.values()).containsExactly("v");
        assertThat(stage.outlet.hurried()).containsExactly("t");
    }

    @Test
    void rule1ATrickleGoesWithoutTheDeadline() {
        // Given
        var stage = new FacadeStage();
        for (int i = 0; i < 14; i++) {
            stage.add("v" + i);

            // When
            stage.pass(Duration.ofMillis(400));

            // Then
            assertThat(stage.outlet.values()).hasSize(i + 1);
        }
    }

    @Test
    void rule1AnAwaitedRecordGoesAtOnce() {
        // Given
        var stage = new FacadeStage();
        stage.add("before");
        CompletableFuture<Outcome> outcome = stage.produce("v");
        CompletableFuture<String> derived = outcome.thenApply(Outcome::explain);

        // When
        assertThatThrownBy(() -> derived.get(0, TimeUnit.NANOSECONDS))
                .isInstanceOf(TimeoutException.class);

        // Then
        assertThat(stage.nanos()).isZero();
        assertThat(stage.outlet.values()).containsExactly("before", "v");
        assertThat(stage.outlet.hurried()).isNotEmpty();
    }

    @Test
    void rule2AcknowledgementsResolveOnArrival() {
        // Given
        var stage = new FacadeStage();
        CompletableFuture<Outcome> outcome = stage.produce("v");
        stage.pass(QUANTUM);

        // When
        stage.outlet.acknowledge();

        // Then
        assertThat(outcome).isDone();
        assertThat(outcome.join().isDelivered()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad", "worse"})
    void rule3OneBadRecordFailsAlone(String value) throws Exception {
        // Given
        var stage = new FacadeStage();
        CompletableFuture<Outcome> good = stage.produce("good");
        CompletableFuture<Outcome> bad = stage.produce(value);
        CompletableFuture<Outcome> later = stage.produce("later");

        // When
        for (int i = 0; i < 3; i++) {
            stage.facade.flush();
        }

        // Then
        assertThat(cause(bad)).isInstanceOf(SerializationException.class);
        assertThat(good.join().isDelivered()).isTrue();
        assertThat(later.join().isDelivered()).isTrue();
        assertThat(stage.outlet.values()).containsExactly("good", "later");
        assertThat(stage.facade.processor().bufferSize()).isZero();
        assertThat(stage.facade.health().isRunning()).isTrue();
    }

    @Test
    void rule3ABadRecordDoesNotStopTheMonitor() {
        // Given
        var stage = new FacadeStage();
        stage.add("bad");
        stage.pass(Duration.ofSeconds(5));

        // When
        stage.add("good");
        stage.pass(QUANTUM);

        // Then
        assertThat(stage.outlet.values()).containsExactly("good");
        assertThat(stage.monitor.isStopped()).isFalse();
    }

    @Test
    void rule4EverythingOfARecordWorksInBatches() throws Exception {
        // Given
        var stage = new FacadeStage();
        var header = new RecordHeader("h", ByteBuffer.wrap(new byte[] {1}));
        var full = new ProducerRecord<>("t", 3, 5L, "key", "v", List.of(header));
        stage.add("first");
        stage.pass(Duration.ofNanos(300_000));

        // When
        var unused = stage.facade.produce(full, Duration.ofSeconds(7), Callback.NONE);
        stage.facade.flush();

        // Then
        assertThat(stage.outlet.sent()).hasSize(2).contains(full);
        assertThat(stage.outlet.timeouts()).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void rule4ARecordsOwnTimeIsOverAlsoInALine() {
        // Given
        var stage = new FacadeStage();
        stage.pool.hold();
        CompletableFuture<Outcome> patient = stage.produce("patient");
        CompletableFuture<Outcome> hasty =
                stage.facade.produce(
                        new ProducerRecord<>("t", "hasty"), Duration.ofSeconds(2), Callback.NONE);

        // When
        stage.pass(Duration.ofSeconds(2).minusNanos(1));
        boolean isDoneBefore = hasty.isDone();
        stage.pass(Duration.ofNanos(1));

        // Then
        assertThat(isDoneBefore).isFalse();
        assertThat(cause(hasty)).isInstanceOf(DeadlineException.class);
        stage.pool.release();
        assertThat(stage.outlet.values()).containsExactly("patient");
        assertThat(patient).isNotDone();
    }

    @Test
    void rule5AdmissionIsTheCallAndDeliveryTheFuture() throws Exception {
        // Given
        var stage = new FacadeStage(config -> config.batchRecordsMax(2).bufferRecordsMax(2));
        stage.pool.hold();
        CompletableFuture<Outcome> first = stage.produce("1");
        stage.add("2");

        // When
        Throwable refusal = catchThrowable(() -> stage.add("3"));

        // Then
        assertThat(refusal)
                .isInstanceOf(BufferFullException.class)
                .hasMessageContaining("2 records wait");
        assertThat(first).isNotDone();
        stage.pool.release();
        stage.add("4");
        assertThat(stage.outlet.values()).containsExactly("1", "2");
    }

    @Test
    void rule5ABlockingCallWaitsForRoom() throws Exception {
        // Given
        var stage = new FacadeStage(config -> config.batchRecordsMax(1).bufferRecordsMax(1));
        stage.pool.hold();
        stage.add("1");
        var isIn = new CountDownLatch(1);
        Thread waiting =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                stage.addBlocking("2", Duration.ofSeconds(30));
                                isIn.countDown();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        assertThat(isIn.getCount()).isOne();

        // When
        stage.pool.release();

        // Then
        isIn.await();
        waiting.join();
        assertThat(stage.outlet.values()).containsExactly("1", "2");
    }

    @Test
    void rule5ABlockingCallSaysWhenThereWasNoRoom() {
        // Given
        var stage = new FacadeStage(config -> config.batchRecordsMax(1).bufferRecordsMax(1));
        stage.pool.hold();
        stage.add("1");

        // When
        assertThatThrownBy(() -> stage.addBlocking("2", Duration.ZERO))
                // Then
                .isInstanceOf(BufferFullException.class);
    }

    @Test
    void rule6AFailureInTheBackgroundIsVisible() {
        // Given
        var stage = new FacadeStage();
        CompletableFuture<Outcome> pending = stage.produce("v");
        stage.pool.fail(new OutOfMemoryError("no thread"));

        // When
        stage.pass(QUANTUM);

        // Then
        assertThat(stage.facade.health())
                .isInstanceOfSatisfying(
                        Health.Failed.class,
                        failed -> assertThat(failed.cause()).hasMessage("no thread"));
        assertThat(cause(pending))
                .isInstanceOf(ClientClosedException.class)
                .hasMessageContaining("no thread");
        assertThatThrownBy(() -> stage.produce("later"))
                .isInstanceOf(ClientClosedException.class)
                .hasRootCauseMessage("no thread");
        assertThat(stage.monitor.isStopped()).isTrue();
    }

    @Test
    void rule6AFailureLeavesNobodyWaiting() throws Exception {
        // Given
        var stage = new FacadeStage();
        stage.add("v");
        stage.pool.fail(new OutOfMemoryError("no thread"));
        stage.pass(QUANTUM);

        // When
        stage.facade.flush();
        stage.facade.close(Duration.ofSeconds(1));

        // Then
        assertThat(stage.facade.health()).isInstanceOf(Health.Failed.class);
        assertThat(stage.outlet.isClosed()).isTrue();
    }

    @Test
    void rule7APreviewIsASnapshotWithoutSideEffects() {
        // Given
        var stage = new FacadeStage();
        Callback callback = outcome -> {};
        CompletableFuture<Outcome> first = stage.produce("1", callback);
        stage.add("2");
        CallbackStats before = stage.facade.callbacks().stats();

        // When
        List<MessageBatch<String, String>> preview = stage.facade.processor().previewBatches();
        List<MessageBatch<String, String>> again = stage.facade.processor().previewBatches();

        // Then
        assertThat(stage.facade.callbacks().stats()).isEqualTo(before);
        assertThat(stage.facade.processor().bufferSize()).isEqualTo(2);
        assertThat(again).hasSize(1);
        MessageBatch<String, String> batch = preview.getFirst();
        assertThat(batch.info()).isEqualTo("2 messages to t, 1 with a callback");
        assertThat(batch.futures().getFirst()).isSameAs(first);
        assertThat(batch.callbacks()).containsExactly(callback, Callback.NONE);
        assertThatThrownBy(preview::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(batch.messages()::clear)
                .isInstanceOf(UnsupportedOperationException.class);
        stage.pass(QUANTUM);
        stage.outlet.acknowledge();
        assertThat(batch.messages()).extracting(ProducerRecord::value).containsExactly("1", "2");
        assertThat(batch.callbacks()).containsExactly(callback, Callback.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16})
    void rule8CallbackStatsAreTrueWithAPoolAndWithout(int poolMax) throws Exception {
        // Given
        var stage = new FacadeStage(config -> config.callbackPoolMax(poolMax));
        for (int round = 0; round < 10; round++) {
            stage.add("good", outcome -> {});
            stage.add(
                    "thrower",
                    outcome -> {
                        throw new IllegalStateException("by the test");
                    });

            // When
            stage.facade.flush();
        }
        stage.add("open", outcome -> {});

        // Then
        CallbackStats stats = stage.facade.callbacks().stats();
        int kept = Math.min(poolMax, 2);
        assertThat(stats.executed()).isEqualTo(20);
        assertThat(stats.failed()).isEqualTo(10);
        assertThat(stats.slow()).isZero();
        assertThat(stats.inUse()).isEqualTo(1);
        assertThat(stats.created()).isEqualTo(kept == 0 ? 21 : kept == 1 ? 11 : 2);
        assertThat(stats.reused()).isEqualTo(21 - stats.created());
        assertThat(stats.available()).isEqualTo(Math.max(0, kept - 1));
        assertThat(stats.reuseRatio()).isEqualTo(stats.reused() / 21.0);
    }

    @Test
    void rule8AnAsynchronousCallbackCountsUntilItsStageIsDone() throws Exception {
        // Given
        var stage = new FacadeStage();
        var done = new CompletableFuture<Void>();
        AsyncCallback callback = outcome -> done;
        stage.add("v", callback);
        stage.facade.flush();
        CallbackStats before = stage.facade.callbacks().stats();
        stage.pass(Duration.ofMillis(200));

        // When
        done.completeExceptionally(new IllegalStateException("by the test"));

        // Then
        assertThat(before.inUse()).isOne();
        CallbackStats after = stage.facade.callbacks().stats();
        assertThat(after.inUse()).isZero();
        assertThat(after.failed()).isOne();
        assertThat(after.slow()).isOne();
        assertThat(after.p99()).isBetween(Duration.ofMillis(200), Duration.ofMillis(225));
    }

    @Test
    void rule9AbortPurgesTheBufferAndSendsNothing() {
        // Given
        var stage = new FacadeStage();
        CompletableFuture<Outcome> carried = stage.produce("carried");
        stage.pass(QUANTUM);
        stage.pool.hold();
        CompletableFuture<Outcome> inLine = stage.produce("in line");
        stage.facade.processor().flushBuffer(false);
        CompletableFuture<Outcome> buffered = stage.produce("buffered");

        // When
        stage.facade.abort();

        // Then
        stage.pool.release();
        assertThat(cause(inLine)).isInstanceOf(PurgedException.class);
        assertThat(cause(buffered)).isInstanceOf(PurgedException.class);
        assertThat(carried.join()).isInstanceOf(PossiblyPersisted.class);
        assertThat(stage.outlet.values()).containsExactly("carried");
        stage.add("later");
        stage.pass(QUANTUM);
        assertThat(stage.outlet.values()).containsExactly("carried", "later");
    }

    @Test
    void rule10ClosingTwiceIsDefined() {
        // Given
        var stage = new FacadeStage();
        CompletableFuture<Outcome> outcome = stage.produce("v");
        stage.facade.close(Duration.ofSeconds(1));

        // When
        stage.facade.close(Duration.ofSeconds(1));

        // Then
        assertThat(outcome.join().isDelivered()).isTrue();
        assertThat(stage.outlet.isClosed()).isTrue();
        assertThat(stage.facade.health()).isEqualTo(new Health.Closed());
        assertThatThrownBy(() -> stage.produce("late")).isInstanceOf(ClientClosedException.class);
    }

    @Test
    void rule10ClosingGivesUpWhatWasNotHandedOverInTime() {
        // Given
        var stage = new FacadeStage();
        stage.pool.hold();
        CompletableFuture<Outcome> outcome = stage.produce("v");

        // When
        stage.facade.close(Duration.ZERO);
        stage.pool.release();

        // Then
        assertThat(cause(outcome)).isInstanceOf(ClientClosedException.class);
        assertThat(stage.outlet.values()).isEmpty();
    }

    @Test
    void rule10CancellingIsDefinedWhereverTheRecordIs() throws Exception {
        // Given
        var stage = new FacadeStage();
        List<Outcome> told = new ArrayList<>();
        CompletableFuture<Outcome> handedOver = stage.produce("handed over", told::add);
        stage.pass(QUANTUM);
        CompletableFuture<Outcome> buffered = stage.produce("buffered", told::add);
        CompletableFuture<Outcome> other = stage.produce("other");

        // When
        boolean isHandedOverCancelled = handedOver.cancel(false);
        boolean isBufferedCancelled = buffered.cancel(false);

        // Then
        assertThat(isHandedOverCancelled).isTrue();
        assertThat(isBufferedCancelled).isTrue();
        assertThat(cause(handedOver)).isInstanceOf(CancelledException.class);
        assertThat(cause(buffered)).isInstanceOf(CancelledException.class);
        assertThat(told).hasSize(2);
        stage.facade.flush();
        assertThat(stage.outlet.values()).containsExactly("other");
        assertThat(other.join().isDelivered()).isTrue();
        assertThat(other.cancel(false)).isFalse();
        assertThat(told).hasSize(2);
    }

    private static ClientException cause(CompletableFuture<Outcome> outcome) {
        assertThat(outcome).isDone();
        return ((NotPersisted) outcome.join()).cause();
    }
}
