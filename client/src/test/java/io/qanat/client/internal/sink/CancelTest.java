package io.qanat.client.internal.sink;

import static io.qanat.client.internal.sink.ScriptedSinks.MILLI;
import static io.qanat.client.internal.sink.ScriptedSinks.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.CancelledException;
import io.qanat.client.ClientClosedException;
import io.qanat.client.DeadlineException;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.ScriptedCluster.Held;
import io.qanat.client.internal.sink.ScriptedSinks.Sending;
import io.qanat.client.producer.Outcome.Delivered;
import io.qanat.client.producer.Outcome.NotPersisted;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.InitProducerIdResponse;
import io.qanat.record.BatchIdentity;
import io.qanat.record.Compression;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Records that are taken back: batches linger 10 s, and hold 1 KiB.
class CancelTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    private ScriptedSinks producer = new ScriptedSinks(CancelTest::lingering);

    @Test
    void aRecordLeavesTheBatchThatIsOpen() {
        // Given
        producer.warmUpFor(11 * SECOND);
        producer.send("orders", 0, "first");
        Sending cancelled = producer.sending("orders", 0, "cancelled");
        producer.send("orders", 0, "last");
        producer.runFor(SECOND);

        // When
        boolean isCancelled = cancelled.withdraw();
        producer.runFor(10 * SECOND);

        // Then
        assertThat(isCancelled).isTrue();
        assertThatWasCancelled("cancelled");
        assertThat(producer.outcome("cancelled").timeline().lingerNanos()).isEqualTo(SECOND);
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("warm", "first", "last");
        assertThat(producer.outcome("last")).isEqualTo(new Delivered("orders", 0, 2, 7));
        assertThatAllIsFree();
    }

    @Test
    void aRecordLeavesBeforeTheLoopHasHeardOfIt() {
        // Given
        producer.warmUpFor(11 * SECOND);
        Sending cancelled = producer.sending("orders", 0, "cancelled");

        // When
        boolean isCancelled = cancelled.withdraw();
        producer.run();

        // Then
        assertThat(isCancelled).isTrue();
        assertThatWasCancelled("cancelled");
        assertThatAllIsFree();
    }

    @Test
    void aBatchThatAllHaveLeftIsNotSent() {
        // Given
        producer.warmUpFor(11 * SECOND);
        Sending one = producer.sending("orders", 0, "one");
        Sending other = producer.sending("orders", 0, "other");
        producer.run();
        int requestsBefore = producer.brokers.requests(ApiKey.PRODUCE).size();

        // When
        one.withdraw();
        other.withdraw();
        producer.run();

        // Then
        assertThatAllIsFree();
        producer.runFor(11 * SECOND);
        assertThat(producer.brokers.requests(ApiKey.PRODUCE)).hasSize(requestsBefore);
        assertThatWasCancelled("one");
        assertThatWasCancelled("other");
    }

    @Test
    void whatComesAfterABatchThatAllHaveLeftIsDelivered() {
        // Given
        producer.warmUpFor(11 * SECOND);
        producer.sending("orders", 0, "cancelled").withdraw();

        // When
        producer.send("orders", 0, "next");
        producer.runFor(11 * SECOND);

        // Then
        assertThat(producer.outcome("next")).isEqualTo(new Delivered("orders", 0, 1, 7));
        assertThat(producer.logs.identities(ORDERS_0)).containsExactly(by(0), by(1));
        assertThatAllIsFree();
    }

    @Test
    void aRecordWithoutALeaderLeavesItsBatch() {
        // Given
        producer.brokers.topic("orders", -1, 2);
        Sending cancelled = producer.sending("orders", 0, "cancelled");
        producer.send("orders", 0, "other");
        producer.runFor(60 * SECOND);

        // When
        boolean isCancelled = cancelled.withdraw();
        producer.brokers.topic("orders", 1, 2);
        producer.runFor(4 * SECOND);

        // Then
        assertThat(isCancelled).isTrue();
        assertThat(producer.outcome("cancelled").timeline().queueNanos()).isEqualTo(50 * SECOND);
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("other");
        assertThatAllIsFree();
    }

    @Test
    void aBatchWithoutALeaderThatAllHaveLeftIsFreedAtOnce() {
        // Given
        producer.brokers.topic("orders", -1, 2);
        Sending cancelled = producer.sending("orders", 0, "cancelled");
        producer.runFor(60 * SECOND);

        // When
        cancelled.withdraw();
        producer.run();

        // Then
        assertThatAllIsFree();
    }

    @Test
    void memoryIsGivenBackWhenHalfOfABatchHasLeft() {
        // Given
        producer = new ScriptedSinks(c -> lingering(c).batchBytesMax(4096));
        producer.brokers.topic("orders", -1, 2);
        producer.send("orders", 0, "x".repeat(900));
        Sending second = producer.sending("orders", 0, "y".repeat(900));
        Sending third = producer.sending("orders", 0, "z".repeat(900));
        producer.runFor(11 * SECOND);
        int chunksBefore = producer.pool.inUse();

        // When
        second.withdraw();
        third.withdraw();
        producer.run();

        // Then
        assertThat(chunksBefore).isEqualTo(3);
        assertThat(producer.pool.inUse()).isEqualTo(1);
        assertThat(producer.accumulator.budget().freeBytes())
                .isEqualTo(producer.accumulator.budget().totalBytes() - 1024);
        producer.brokers.topic("orders", 1, 2);
        producer.runFor(4 * SECOND);
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("x".repeat(900));
        assertThatAllIsFree();
    }

    @Test
    void aRecordOnItsWayIsNotTakenBack() {
        // Given
        producer.warmUpFor(11 * SECOND);
        producer.brokers.hold(ApiKey.PRODUCE);
        Sending late = producer.sending("orders", 0, "late");
        producer.runFor(11 * SECOND);

        // When
        boolean isCancelled = late.withdraw();
        producer.run();

        // Then
        assertThat(isCancelled).isFalse();
        assertThat(producer.outcomes("late")).isEmpty();
        Held last = producer.brokers.takeHeld().getLast();
        last.answer(producer.logs.produce(last.request()), producer.now());
        producer.run();
        assertThat(producer.outcome("late")).isEqualTo(new Delivered("orders", 0, 1, 7));
        assertThat(late.withdraw()).isFalse();
        assertThatAllIsFree();
    }

    @Test
    void aBatchThatIsToBeSentAgainKeepsItsRecordsAndNumbers() {
        // Given
        producer.warmUpFor(11 * SECOND);
        producer.logs.refuse(ORDERS_0, ErrorCode.NOT_ENOUGH_REPLICAS);
        Sending late = producer.sending("orders", 0, "late");
        producer.send("orders", 0, "other");
        producer.runFor(10 * SECOND + 10 * MILLI);

        // When
        boolean isCancelled = late.withdraw();
        producer.runFor(10 * SECOND);

        // Then
        assertThat(isCancelled).isFalse();
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("warm", "late", "other");
        assertThat(producer.logs.identities(ORDERS_0)).containsExactly(by(0), by(1), by(1));
        assertThat(producer.outcome("late").isDelivered()).isTrue();
    }

    @Test
    void sequenceNumbersGoOnBehindARecordThatLeft() {
        // Given
        producer.warmUpFor(11 * SECOND);
        Sending cancelled = producer.sending("orders", 0, "cancelled");
        producer.send("orders", 0, "one");
        producer.send("orders", 0, "two");
        producer.run();

        // When
        cancelled.withdraw();
        producer.runFor(11 * SECOND);
        producer.send("orders", 0, "three");
        producer.runFor(11 * SECOND);

        // Then
        assertThat(producer.logs.identities(ORDERS_0)).containsExactly(by(0), by(1), by(3));
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("warm", "one", "two", "three");
    }

    @Test
    void aRecordLeavesWhileTheProducerHasNoIdentity() {
        // Given
        producer.brokers.hold(ApiKey.INIT_PRODUCER_ID);
        Sending cancelled = producer.sending("orders", 0, "cancelled");
        producer.send("orders", 0, "other");
        producer.runFor(11 * SECOND);

        // When
        boolean isCancelled = cancelled.withdraw();
        producer.brokers
                .takeHeld()
                .getLast()
                .answer(
                        InitProducerIdResponse.builder()
                                .producerId(1000)
                                .producerEpoch((short) 0)
                                .build(),
                        producer.now());
        producer.run();

        // Then
        assertThat(isCancelled).isTrue();
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("other");
        assertThat(producer.logs.identities(ORDERS_0)).containsExactly(by(0));
        assertThatAllIsFree();
    }

    @Test
    void aRecordLeavesATopicThatIsNotKnown() {
        // Given
        producer.brokers.hold(ApiKey.METADATA);
        producer.send("orders", 0, "first");
        Sending cancelled = producer.sending("orders", 0, "cancelled");
        producer.send("orders", 0, "last");
        producer.runFor(SECOND);

        // When
        boolean isCancelled = cancelled.withdraw();
        producer.brokers.answerAgain(ApiKey.METADATA);
        producer.runFor(60 * SECOND);

        // Then
        assertThat(isCancelled).isTrue();
        assertThatWasCancelled("cancelled");
        assertThat(producer.outcome("cancelled").timeline().metadataNanos()).isEqualTo(SECOND);
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("first", "last");
        assertThatAllIsFree();
    }

    @Test
    void aRecordLeavesThatHasWaitedForItsTopic() {
        // Given
        Sending cancelled = producer.sending("orders", 0, "cancelled");
        producer.send("orders", 0, "other");
        producer.runFor(SECOND);

        // When
        boolean isCancelled = cancelled.withdraw();
        producer.runFor(11 * SECOND);

        // Then
        assertThat(isCancelled).isTrue();
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("other");
        assertThatAllIsFree();
    }

    @Test
    void aRecordLeavesABatchThatIsBeingCompressed() {
        // Given
        producer = new ScriptedSinks(c -> lingering(c).compression(Compression.GZIP));
        Sending cancelled = producer.sending("orders", 0, "cancelled");
        producer.send("orders", 0, "other");
        producer.runFor(11 * SECOND);

        // When
        boolean isCancelled = cancelled.withdraw();
        producer.compressions.removeFirst().run();
        producer.runFor(SECOND);

        // Then
        assertThat(isCancelled).isTrue();
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("other");
        assertThatAllIsFree();
    }

    @Test
    void aBatchThatAllLeaveWhileItIsCompressedIsFreedAfterwards() {
        // Given
        producer = new ScriptedSinks(c -> lingering(c).compression(Compression.GZIP));
        Sending cancelled = producer.sending("orders", 0, "cancelled");
        producer.runFor(11 * SECOND);
        cancelled.withdraw();
        producer.run();
        int chunksBefore = producer.pool.inUse();

        // When
        producer.compressions.removeFirst().run();
        producer.run();

        // Then
        assertThat(chunksBefore).isPositive();
        assertThat(producer.brokers.requests(ApiKey.PRODUCE)).isEmpty();
        assertThatAllIsFree();
    }

    @Test
    void whoStaysIsGivenUpInTimeAlthoughWhoLeftHadMore() {
        // Given
        producer.brokers.topic("orders", -1, 2);
        producer.sending("orders", 0, "brief", Duration.ofSeconds(30));
        Sending cancelled = producer.sending("orders", 0, "cancelled");
        producer.run();
        cancelled.withdraw();

        // When
        producer.runFor(30 * SECOND);

        // Then
        assertThat(producer.outcome("brief"))
                .isInstanceOfSatisfying(
                        NotPersisted.class,
                        refused ->
                                assertThat(refused.cause()).isInstanceOf(DeadlineException.class));
        assertThatAllIsFree();
    }

    @Test
    void aRecordIsCancelledOnce() {
        // Given
        producer.warmUpFor(11 * SECOND);
        Sending cancelled = producer.sending("orders", 0, "cancelled");
        producer.send("orders", 0, "other");
        cancelled.withdraw();

        // When
        boolean isCancelledAgain = cancelled.withdraw();
        producer.runFor(11 * SECOND);

        // Then
        assertThat(isCancelledAgain).isFalse();
        assertThatWasCancelled("cancelled");
    }

    @Test
    void aRecordThatWasGivenUpIsNotCancelled() {
        // Given
        Sending late = producer.sending("orders", 0, "late");
        producer.runFor(SECOND);
        producer.sinks.abort(new ClientClosedException("closed"));

        // When
        boolean isCancelled = late.withdraw();

        // Then
        assertThat(isCancelled).isFalse();
        assertThat(producer.outcome("late"))
                .isInstanceOfSatisfying(
                        NotPersisted.class,
                        refused ->
                                assertThat(refused.cause())
                                        .isInstanceOf(ClientClosedException.class));
        assertThatAllIsFree();
    }

    @Test
    void aFlushDoesNotWaitForARecordThatLeft() {
        // Given
        producer.brokers.topic("orders", -1, 2);
        producer.brokers.topic("unknown");
        List<Sending> all =
                List.of(
                        producer.sending("orders", 0, "placed"),
                        producer.sending("unknown", 0, "unplaced"));
        producer.runFor(SECOND);
        var flushed = new CompletableFuture<Void>();
        producer.sinks.flush(flushed);
        producer.run();
        boolean wasFlushed = flushed.isDone();

        // When
        all.forEach(Sending::withdraw);
        producer.run();

        // Then
        assertThat(wasFlushed).isFalse();
        assertThat(flushed).isDone();
        assertThatAllIsFree();
    }

    private void assertThatWasCancelled(String value) {
        assertThat(producer.outcome(value))
                .isInstanceOfSatisfying(
                        NotPersisted.class,
                        refused ->
                                assertThat(refused.cause()).isInstanceOf(CancelledException.class))
                .matches(refused -> refused.safeToRetry());
    }

    private void assertThatAllIsFree() {
        var level = producer.accumulator.budget().level();
        assertThat(producer.pool.inUse()).isZero();
        assertThat(level.freeBytes()).isEqualTo(level.totalBytes());
        assertThat(level.freeRecords()).isEqualTo(level.totalRecords());
    }

    private static BatchIdentity by(int sequence) {
        return BatchIdentity.idempotent(1000, (short) 0, sequence);
    }

    private static ProducerConfig.Builder lingering(ProducerConfig.Builder config) {
        return config.linger(Duration.ofSeconds(10));
    }
}
