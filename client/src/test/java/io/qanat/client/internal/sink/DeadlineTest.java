package io.qanat.client.internal.sink;

import static io.qanat.client.internal.sink.ScriptedSinks.MILLI;
import static io.qanat.client.internal.sink.ScriptedSinks.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.DeadlineException;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.accumulator.EncodedRecord;
import io.qanat.client.internal.scripted.ScriptedCluster.Held;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Outcome.Delivered;
import io.qanat.client.producer.Outcome.NotPersisted;
import io.qanat.client.producer.Outcome.PossiblyPersisted;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.record.Compression;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Records of different ages in one batch: `delivery.timeout.ms` is 120 s, and batches linger 10 s.
class DeadlineTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    private ScriptedSinks producer = new ScriptedSinks(DeadlineTest::lingering);

    @Test
    void anOldRecordLeavesTheYoungerOnesToGoOn() {
        // Given
        sendOldAndYoungWithoutALeader();
        producer.runFor(114 * SECOND + 999 * MILLI);
        List<Outcome> before = producer.outcomes("old");
        producer.runFor(MILLI);

        // When
        producer.brokers.topic("orders", 1, 2);
        producer.runFor(4 * SECOND);

        // Then
        assertThat(before).isEmpty();
        assertThat(producer.outcome("old")).isInstanceOf(NotPersisted.class);
        assertThat(producer.outcome("old").timeline().totalNanos()).isEqualTo(120 * SECOND);
        assertThat(producer.outcome("young")).isEqualTo(new Delivered("orders", 0, 0, 7));
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("young");
        assertThatAllIsFree();
    }

    @Test
    void aRecordLeavesItsBatchFromTheMiddle() {
        // Given
        producer.brokers.topic("orders", -1, 2);
        producer.send("orders", 0, "first");
        producer.accumulator
                .topic("orders")
                .append(producer.record("brief").within(30 * SECOND), 0);
        producer.send("orders", 0, "last");
        producer.runFor(29 * SECOND);
        List<Outcome> before = producer.outcomes("brief");
        producer.runFor(SECOND);

        // When
        producer.brokers.topic("orders", 1, 2);
        producer.runFor(4 * SECOND);

        // Then
        assertThat(before).isEmpty();
        assertThat(producer.outcome("brief")).isInstanceOf(NotPersisted.class);
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("first", "last");
        assertThat(producer.outcome("last")).isEqualTo(new Delivered("orders", 0, 1, 7));
        assertThatAllIsFree();
    }

    @Test
    void aRecordWithLittleTimeEndsABatchThatIsOpen() {
        // Given
        producer.warmUpFor(11 * SECOND);
        producer.send("orders", 0, "patient");
        producer.run();

        // When
        producer.accumulator.topic("orders").append(producer.record("brief").within(SECOND), 0);
        producer.runFor(SECOND);

        // Then
        assertThat(producer.outcome("brief")).isInstanceOf(NotPersisted.class);
        assertThat(producer.outcome("patient").isDelivered()).isTrue();
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("warm", "patient");
    }

    @Test
    void aBatchThatWasSentKeepsItsBytes() {
        // Given
        producer.warmUpFor(11 * SECOND);
        producer.brokers.hold(ApiKey.PRODUCE);
        sendOldAndYoung();
        producer.runFor(115 * SECOND);
        List<Outcome> old = producer.outcomes("old");
        List<Outcome> young = producer.outcomes("young");

        // When
        Held last = producer.brokers.takeHeld().getLast();
        last.answer(producer.logs.produce(last.request()), producer.now());
        producer.run();

        // Then
        assertThat(old).singleElement().isInstanceOf(PossiblyPersisted.class);
        assertThat(young).isEmpty();
        assertThat(producer.outcomes("old")).hasSize(1);
        assertThat(producer.outcome("young")).isEqualTo(new Delivered("orders", 0, 2, 7));
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("warm", "old", "young");
        assertThatAllIsFree();
    }

    @Test
    void aBatchThatIsOftenRefusedIsNotPersistedInTheEnd() {
        // Given
        producer.warmUpFor(11 * SECOND);
        var refusals = new ErrorCode[1000];
        Arrays.fill(refusals, ErrorCode.NOT_ENOUGH_REPLICAS);
        producer.logs.refuse(ORDERS_0, refusals);
        sendOldAndYoung();
        producer.runFor(115 * SECOND);

        // When
        producer.runFor(5 * SECOND);

        // Then
        assertThat(producer.outcome("old")).isInstanceOf(PossiblyPersisted.class);
        assertThat(producer.outcome("young")).isInstanceOf(NotPersisted.class);
        assertThatAllIsFree();
    }

    @Test
    void aRecordLeavesABatchThatIsCompressed() {
        // Given
        producer = new ScriptedSinks(c -> lingering(c).compression(Compression.GZIP));
        sendOldAndYoungWithoutALeader();
        producer.runFor(60 * SECOND);
        producer.compressions.removeFirst().run();
        producer.runFor(55 * SECOND);

        // When
        producer.brokers.topic("orders", 1, 2);
        producer.runFor(4 * SECOND);

        // Then
        assertThat(producer.outcome("old")).isInstanceOf(NotPersisted.class);
        assertThat(producer.outcome("young").isDelivered()).isTrue();
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("young");
        assertThatAllIsFree();
    }

    @Test
    void aRecordLeavesABatchThatIsBeingCompressed() {
        // Given
        producer = new ScriptedSinks(c -> lingering(c).compression(Compression.GZIP));
        sendOldAndYoungWithoutALeader();
        producer.runFor(115 * SECOND);
        List<Outcome> old = producer.outcomes("old");
        producer.brokers.topic("orders", 1, 2);

        // When
        producer.compressions.removeFirst().run();
        producer.runFor(4 * SECOND);

        // Then
        assertThat(old).singleElement().isInstanceOf(NotPersisted.class);
        assertThat(producer.outcome("young").isDelivered()).isTrue();
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("young");
        assertThatAllIsFree();
    }

    @Test
    void everyRecordOfABatchIsGivenUpAtItsOwnTime() {
        // Given
        sendOldAndYoungWithoutALeader();
        producer.runFor(119 * SECOND + 999 * MILLI);
        List<Outcome> before = producer.outcomes("young");

        // When
        producer.runFor(MILLI);

        // Then
        assertThat(before).isEmpty();
        assertThat(producer.outcome("old").timeline().totalNanos()).isEqualTo(120 * SECOND);
        assertThat(producer.outcome("young"))
                .isInstanceOfSatisfying(
                        NotPersisted.class,
                        refused ->
                                assertThat(refused.cause()).isInstanceOf(DeadlineException.class));
        assertThatAllIsFree();
    }

    @Test
    void recordsThatNobodyAsksAfterAreGivenUpWithTheLastOfThem() {
        // Given
        producer.brokers.topic("orders", -1, 2);
        var silent = new EncodedRecord(7, null, new byte[9], List.of(), Callback.NONE);
        producer.accumulator.topic("orders").append(silent, 0);
        producer.runFor(5 * SECOND);
        producer.accumulator.topic("orders").append(silent, 0);
        producer.runFor(119 * SECOND);
        int chunksBefore = producer.pool.inUse();

        // When
        producer.runFor(SECOND);

        // Then
        assertThat(chunksBefore).isEqualTo(1);
        assertThatAllIsFree();
    }

    @Test
    void theLimitThatIsNamedIsTheRecordsOwn() {
        // Given
        producer.brokers.topic("orders", -1, 2);
        producer.sending("orders", 0, "brief", Duration.ofSeconds(30));
        producer.send("orders", 0, "patient");
        producer.sending("orders", 0, "as patient", Duration.ofSeconds(119));

        // When
        producer.runFor(120 * SECOND);

        // Then
        assertThat(cause("brief")).contains(": produce to orders-0 timed out after 30 s (");
        assertThat(cause("patient")).contains(": produce to orders-0 timed out after 120 s (");
        assertThat(cause("as patient")).contains(": produce to orders-0 timed out after 119 s (");
        assertThatAllIsFree();
    }

    @Test
    void everyLimitIsNamedWhenAWholeBatchIsOverdue() {
        // Given
        producer.warmUpFor(11 * SECOND);
        producer.brokers.hold(ApiKey.PRODUCE);
        producer.sending("orders", 0, "patient", Duration.ofSeconds(20));
        producer.runFor(11 * SECOND);

        // When
        producer.runFor(9 * SECOND);

        // Then
        assertThat(producer.outcome("patient")).isInstanceOf(PossiblyPersisted.class);
        assertThat(cause("patient")).contains(": produce to orders-0 timed out after 20 s (");
    }

    @Test
    void theOwnLimitIsNamedWhenTheTopicIsNotKnown() {
        // Given
        producer.brokers.hold(ApiKey.METADATA);
        producer.sending("orders", 0, "brief", Duration.ofSeconds(3));

        // When
        producer.runFor(3 * SECOND);

        // Then
        assertThat(cause("brief")).contains(": produce to orders timed out after 3 s (");
    }

    private String cause(String value) {
        return producer.outcome(value).explain().lines().findFirst().orElseThrow();
    }

    private void sendOldAndYoungWithoutALeader() {
        producer.brokers.topic("orders", -1, 2);
        sendOldAndYoung();
    }

    /// Five seconds apart, in one batch.
    private void sendOldAndYoung() {
        producer.send("orders", 0, "old");
        producer.runFor(5 * SECOND);
        producer.send("orders", 0, "young");
    }

    private void assertThatAllIsFree() {
        assertThat(producer.pool.inUse()).isZero();
        assertThat(producer.accumulator.budget().freeBytes())
                .isEqualTo(producer.accumulator.budget().totalBytes());
    }

    private static ProducerConfig.Builder lingering(ProducerConfig.Builder config) {
        return config.linger(Duration.ofSeconds(10));
    }
}
