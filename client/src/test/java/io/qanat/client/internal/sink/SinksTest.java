package io.qanat.client.internal.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.client.BootstrapServers;
import io.qanat.client.BrokerException;
import io.qanat.client.ClientClosedException;
import io.qanat.client.ClientException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.DeadlineException;
import io.qanat.client.Endpoint;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.accumulator.Accumulator;
import io.qanat.client.internal.accumulator.Admission;
import io.qanat.client.internal.accumulator.EncodedRecord;
import io.qanat.client.internal.cluster.Cluster;
import io.qanat.client.internal.cluster.Metadata;
import io.qanat.client.internal.connection.Backoff;
import io.qanat.client.internal.scripted.ScriptedCluster;
import io.qanat.client.internal.scripted.ScriptedCluster.Held;
import io.qanat.client.internal.scripted.ScriptedLogs;
import io.qanat.client.internal.scripted.ScriptedRequest;
import io.qanat.client.producer.Acks;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Outcome.Delivered;
import io.qanat.client.producer.Outcome.NotPersisted;
import io.qanat.client.producer.Outcome.PossiblyPersisted;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.ProduceRequest;
import io.qanat.record.ChunkPool;
import io.qanat.record.Compression;
import io.qanat.record.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SinksTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long SEED = 11;
    private static final Endpoint BROKER_1 = new Endpoint("broker1", 9092);
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    private final ScriptedCluster brokers = new ScriptedCluster(2);
    private final ScriptedLogs logs = new ScriptedLogs();
    private final ChunkPool pool = ChunkPool.checked(1024, 16);
    private final ArrayDeque<Runnable> compressions = new ArrayDeque<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private long now;
    private Accumulator accumulator;
    private Sinks sinks;

    SinksTest() {
        brokers.topic("orders", 1, 2);
        brokers.rule(ApiKey.PRODUCE, (broker, request) -> logs.produce(request));
        start(UnaryOperator.identity());
    }

    @Test
    void deliversARecordOfATopicThatWasNotKnown() {
        // Given
        send("orders", 0, "hello");

        // When
        runFor(10 * MILLI);

        // Then
        assertThat(outcomes).containsExactly(new Delivered("orders", 0, 0, 7));
        assertThat(logs.values(ORDERS_0)).containsExactly("hello");
        assertThat(pool.inUse()).isZero();
        assertThat(accumulator.budget().freeBytes()).isEqualTo(accumulator.budget().totalBytes());
    }

    @Test
    void lingersBeforeItSends() {
        // Given
        warmUp();
        send("orders", 0, "a");
        runFor(4 * MILLI);
        int before = produceCount();

        // When
        runFor(2 * MILLI);

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(produceCount()).isEqualTo(2);
    }

    @Test
    void sendsAFullBatchAtOnce() {
        // Given
        warmUp();

        // When
        send("orders", 0, "x".repeat(800));
        send("orders", 0, "y".repeat(800));
        run();

        // Then
        assertThat(logs.values(ORDERS_0)).hasSize(2);
        assertThat(outcomes).hasSize(2);
        assertThat(accumulator.budget().freeBytes()).isLessThan(accumulator.budget().totalBytes());
    }

    @Test
    void putsBatchesOfSeveralPartitionsIntoOneRequest() {
        // Given
        brokers.topic("orders", 1, 1);
        warmUp();
        send("orders", 0, "a");
        send("orders", 1, "b");

        // When
        runFor(5 * MILLI);

        // Then
        assertThat(produceCount()).isEqualTo(2);
        assertThat(partitionsOf(brokers.requests(ApiKey.PRODUCE).getLast())).containsExactly(0, 1);
    }

    @Test
    void keepsOneBatchOfAPartitionOnItsWayWithoutIdempotence() {
        // Given
        start(config -> config.idempotent(false));
        warmUp();
        brokers.hold(ApiKey.PRODUCE);
        for (int i = 0; i < 4; i++) {
            send("orders", 0, "x".repeat(800));
        }

        // When
        runFor(10 * MILLI);

        // Then
        assertThat(brokers.takeHeld()).hasSize(1);
    }

    @Test
    void keepsTheOrderOfAPartitionThroughRetries() {
        // Given
        warmUp();
        logs.refuse(ORDERS_0, ErrorCode.NOT_ENOUGH_REPLICAS, ErrorCode.NOT_LEADER_OR_FOLLOWER);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            values.add(i + "x".repeat(300));
            send("orders", 0, values.getLast());
        }

        // When
        runFor(5 * SECOND);

        // Then
        assertThat(logs.values(ORDERS_0).subList(1, 21)).isEqualTo(values);
        assertThat(outcomes).hasSize(21).allMatch(Outcome::isDelivered);
    }

    @Test
    void pausesBetweenAttempts() {
        // Given
        warmUp();
        logs.refuse(ORDERS_0, ErrorCode.NOT_ENOUGH_REPLICAS, ErrorCode.NOT_ENOUGH_REPLICAS);
        send("orders", 0, "a");

        // When
        runFor(80 * MILLI);
        int first = produceCount() - 1;
        runFor(50 * MILLI);
        int second = produceCount() - 1;
        runFor(150 * MILLI);
        int third = produceCount() - 1;

        // Then
        assertThat(List.of(first, second)).containsExactly(1, 2);
        assertThat(third).isGreaterThanOrEqualTo(2);
        runFor(SECOND);
        assertThat(outcomes).hasSize(2).allMatch(Outcome::isDelivered);
    }

    @Test
    void followsAPartitionToItsNewLeader() {
        // Given
        warmUp();
        logs.refuse(ORDERS_0, ErrorCode.NOT_LEADER_OR_FOLLOWER);
        brokers.topic("orders", 2, 2);
        send("orders", 0, "a");

        // When
        runFor(SECOND);

        // Then
        assertThat(logs.values(ORDERS_0)).containsExactly("warm", "a");
        assertThat(brokers.network().openEndpoints()).contains(brokers.endpoint(2));
    }

    @Test
    void leavesABrokerAloneThatLeadsNothingAnyMore() {
        // Given
        warmUp();
        brokers.down(2, now);
        send("orders", 1, "a");
        runFor(SECOND);
        brokers.topic("orders", 1, 1);
        runFor(5 * SECOND);
        int connectionsBefore = brokers.network().wires().size();

        // When
        runFor(60 * SECOND);

        // Then
        assertThat(outcomes).hasSize(2).allMatch(Outcome::isDelivered);
        assertThat(brokers.network().wires()).hasSize(connectionsBefore);
    }

    @Test
    void givesUpABatchThatEndsInTheMiddleOfARecord() {
        // Given
        warmUp();
        send("orders", 0, "before");
        var torn = new EncodedRecord(7, null, new byte[9], new FailingHeaders(2), outcomes::add);
        assertThatThrownBy(() -> accumulator.topic("orders").append(torn, 0))
                .isInstanceOf(IllegalStateException.class);
        send("orders", 0, "after");

        // When
        runFor(SECOND);

        // Then
        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.get(1)).isInstanceOf(NotPersisted.class);
        assertThat(logs.values(ORDERS_0)).containsExactly("warm", "after");
        assertThat(pool.inUse()).isZero();
    }

    @Test
    void waitsForALeader() {
        // Given
        brokers.topic("orders", -1, 2);
        send("orders", 0, "a");
        runFor(3 * SECOND);
        List<Outcome> before = List.copyOf(outcomes);

        // When
        brokers.topic("orders", 1, 2);
        runFor(2 * SECOND);

        // Then
        assertThat(before).isEmpty();
        assertThat(outcomes).containsExactly(new Delivered("orders", 0, 0, 7));
    }

    @Test
    void saysNotPersistedForADefiniteRefusal() {
        // Given
        warmUp();
        logs.refuse(ORDERS_0, ErrorCode.TOPIC_AUTHORIZATION_FAILED);
        send("orders", 0, "a");

        // When
        runFor(10 * MILLI);

        // Then
        assertThat(cause(NotPersisted.class))
                .isInstanceOf(BrokerException.class)
                .hasMessageStartingWith("produce to orders-0 failed: TOPIC_AUTHORIZATION_FAILED");
        assertThat(pool.inUse()).isZero();
    }

    @Test
    void saysPossiblyPersistedForARefusalThatIsNotDefinite() {
        // Given
        warmUp();
        logs.refuse(ORDERS_0, ErrorCode.UNKNOWN_SERVER_ERROR);
        send("orders", 0, "a");

        // When
        runFor(10 * MILLI);

        // Then
        assertThat(cause(PossiblyPersisted.class)).isInstanceOf(BrokerException.class);
    }

    @Test
    void remembersThatAnEarlierAttemptMayHaveSucceeded() {
        // Given
        warmUp();
        logs.refuse(ORDERS_0, ErrorCode.REQUEST_TIMED_OUT, ErrorCode.TOPIC_AUTHORIZATION_FAILED);
        send("orders", 0, "a");

        // When
        runFor(SECOND);

        // Then
        assertThat(cause(PossiblyPersisted.class)).isInstanceOf(BrokerException.class);
    }

    @Test
    void sendsAgainWhenTheConnectionIsLost() {
        // Given
        warmUp();
        brokers.hold(ApiKey.PRODUCE);
        send("orders", 0, "a");
        runFor(10 * MILLI);
        brokers.answerAgain(ApiKey.PRODUCE);

        // When
        brokers.takeHeld().getFirst().wire().reset(now);
        runFor(SECOND);

        // Then
        assertThat(logs.values(ORDERS_0)).containsExactly("warm", "a");
        assertThat(outcomes).hasSize(2).allMatch(Outcome::isDelivered);
    }

    @Test
    void givesUpUnsentRecordsAsNotPersisted() {
        // Given
        brokers.down(1, now);
        brokers.down(2, now);
        send("orders", 0, "a");

        // When
        runFor(120 * SECOND);

        // Then
        assertThat(cause(NotPersisted.class))
                .isInstanceOf(DeadlineException.class)
                .hasMessageStartingWith("produce to orders timed out after 120 s (0 attempts)")
                .hasMessageContaining("cannot reach broker");
        assertThat(accumulator.budget().freeBytes()).isEqualTo(accumulator.budget().totalBytes());
    }

    @Test
    void givesUpRefusedRecordsAsNotPersisted() {
        // Given
        warmUp();
        var refusals = new ErrorCode[1000];
        Arrays.fill(refusals, ErrorCode.NOT_ENOUGH_REPLICAS);
        logs.refuse(ORDERS_0, refusals);
        send("orders", 0, "a");

        // When
        runFor(121 * SECOND);

        // Then
        assertThat(cause(NotPersisted.class))
                .hasMessageMatching(
                        "produce to orders-0 timed out after 120 s \\(\\d+ attempts, last:"
                                + " NOT_ENOUGH_REPLICAS\\)");
    }

    @Test
    void keepsTheMemoryOfARequestThatHasNoAnswer() {
        // Given
        start(SinksTest::withHardlyTimeForASecondAttempt);
        warmUp();
        brokers.hold(ApiKey.PRODUCE);
        send("orders", 0, "a");
        runFor(60 * SECOND + 500 * MILLI);
        Held second = brokers.takeHeld().getLast();

        // When
        runFor(SECOND);
        int chunksBefore = pool.inUse();
        second.answer(logs.produce(second.request()), now);
        run();

        // Then
        assertThat(cause(PossiblyPersisted.class))
                .isInstanceOf(DeadlineException.class)
                .hasMessageContaining("2 attempts");
        assertThat(chunksBefore).isEqualTo(1);
        assertThat(pool.inUse()).isZero();
        assertThat(outcomes).hasSize(2);
    }

    @Test
    void keepsTheMemoryOfARequestThatIsBeingWritten() {
        // Given
        start(SinksTest::withHardlyTimeForASecondAttempt);
        warmUp();
        brokers.hold(ApiKey.PRODUCE);
        send("orders", 0, "precious");
        runFor(60 * SECOND + 50 * MILLI);
        brokers.takeHeld();
        brokers.stall(1, true);
        runFor(1500 * MILLI);
        int chunksWhileWriting = pool.inUse();

        // When
        brokers.stall(1, false);
        run();
        Held written = brokers.takeHeld().getFirst();
        logs.produce(written.request());

        // Then
        assertThat(cause(PossiblyPersisted.class)).isInstanceOf(DeadlineException.class);
        assertThat(chunksWhileWriting).isEqualTo(1);
        assertThat(logs.values(ORDERS_0)).containsExactly("warm", "precious");
    }

    @Test
    void failsRecordsOfATopicWithAnIllegalName() {
        // Given
        brokers.topicError("bad topic", ErrorCode.INVALID_TOPIC_EXCEPTION);
        send("bad topic", 0, "a");

        // When
        runFor(10 * MILLI);

        // Then
        assertThat(cause(NotPersisted.class)).hasMessageContaining("INVALID_TOPIC_EXCEPTION");
    }

    @Test
    void asksAgainForATopicThatWasRefusedOnce() {
        // Given
        brokers.topicError("late", ErrorCode.TOPIC_AUTHORIZATION_FAILED);
        send("late", 0, "a");
        runFor(10 * MILLI);
        brokers.topic("late", 1);

        // When
        send("late", 0, "b");
        runFor(SECOND);

        // Then
        assertThat(outcomes).hasSize(2);
        assertThat(logs.values(new TopicPartition("late", 0))).containsExactly("b");
    }

    @Test
    void waitsForATopicThatIsNotThereYet() {
        // Given
        send("later", 0, "a");
        runFor(2 * SECOND);
        brokers.topic("later", 1);

        // When
        runFor(2 * SECOND);

        // Then
        assertThat(logs.values(new TopicPartition("later", 0))).containsExactly("a");
    }

    @Test
    void refusesAPartitionThatTheTopicDoesNotHave() {
        // Given
        send("orders", 7, "a");

        // When
        runFor(10 * MILLI);

        // Then
        assertThat(cause(NotPersisted.class))
                .hasMessageStartingWith("produce to orders-7 failed: UNKNOWN_TOPIC_OR_PARTITION")
                .hasMessageContaining("2 partitions");
    }

    @Test
    void deliversWithoutAnOffsetWhenNothingIsAcknowledged() {
        // Given
        start(config -> config.acks(Acks.NONE));
        send("orders", 0, "a");

        // When
        runFor(10 * MILLI);

        // Then
        assertThat(outcomes).containsExactly(new Delivered("orders", 0, -1, 7));
        assertThat(pool.inUse()).isZero();
    }

    @Test
    void flushesWithoutLingering() {
        // Given
        warmUp();
        send("orders", 0, "a");
        send("orders", 1, "b");
        var flushed = new CompletableFuture<Void>();

        // When
        sinks.flush(flushed);
        run();

        // Then
        assertThat(flushed).isCompleted();
        assertThat(outcomes).hasSize(3);
    }

    @Test
    void flushWaitsForATopicThatIsNotKnown() {
        // Given
        brokers.hold(ApiKey.METADATA).hold(ApiKey.INIT_PRODUCER_ID);
        send("orders", 0, "a");
        var flushed = new CompletableFuture<Void>();
        sinks.flush(flushed);
        runFor(SECOND);
        assertThat(flushed).isNotDone();

        // When
        brokers.answerAgain(ApiKey.METADATA).answerAgain(ApiKey.INIT_PRODUCER_ID);
        brokers.takeHeld().getFirst().wire().reset(now);
        runFor(SECOND);

        // Then
        assertThat(flushed).isCompleted();
        assertThat(logs.values(ORDERS_0)).containsExactly("a");
    }

    @Test
    void flushDoesNotWaitForWhatIsSentLater() {
        // Given
        warmUp();
        brokers.hold(ApiKey.PRODUCE);
        send("orders", 0, "a");
        var flushed = new CompletableFuture<Void>();
        sinks.flush(flushed);
        run();
        send("orders", 1, "b");
        run();
        Held first = brokers.takeHeld().getFirst();

        // When
        first.answer(logs.produce(first.request()), now);
        run();

        // Then
        assertThat(flushed).isCompleted();
        assertThat(outcomes).hasSize(2);
    }

    @Test
    void compressesAwayFromTheLoop() {
        // Given
        start(config -> config.compression(Compression.GZIP));
        send("orders", 0, "a".repeat(500));
        runFor(10 * MILLI);
        assertThat(produceCount()).isZero();

        // When
        compressions.removeFirst().run();
        runFor(10 * MILLI);

        // Then
        assertThat(logs.values(ORDERS_0)).containsExactly("a".repeat(500));
        assertThat(pool.inUse()).isZero();
    }

    @Test
    void keepsTheMemoryOfABatchThatIsBeingCompressed() {
        // Given
        start(config -> config.compression(Compression.GZIP));
        send("orders", 0, "a".repeat(500));
        runFor(121 * SECOND);
        int chunksBefore = pool.inUse();

        // When
        compressions.removeFirst().run();
        run();

        // Then
        assertThat(chunksBefore).isPositive();
        assertThat(pool.inUse()).isZero();
        assertThat(cause(NotPersisted.class)).isInstanceOf(DeadlineException.class);
    }

    @Test
    void decidesEverythingWhenItIsAborted() {
        // Given
        warmUp();
        brokers.hold(ApiKey.PRODUCE);
        send("orders", 0, "on its way");
        runFor(10 * MILLI);
        send("orders", 0, "in the buffer");
        send("unknown", 0, "unplaced");
        outcomes.clear();

        // When
        sinks.abort(new ClientClosedException("closed"));

        // Then
        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.stream().filter(PossiblyPersisted.class::isInstance)).hasSize(1);
        assertThat(outcomes.stream().filter(NotPersisted.class::isInstance)).hasSize(2);
        assertThat(pool.inUse()).isZero();
        assertThat(sinks.aborted()).isCompleted();
        assertThat(append("orders", 0, "late")).isEqualTo(Admission.CLOSED);
        assertThat(append("new", 0, "late")).isEqualTo(Admission.CLOSED);
    }

    @Test
    void sendsEarlierWhenTheBufferIsFull() {
        // Given
        start(config -> config.linger(Duration.ofSeconds(10)));
        send("orders", 0, "a");
        runFor(11 * SECOND);
        int admitted = 0;
        while (append("orders", admitted % 2, "x".repeat(100)).isAdmitted()) {
            admitted++;
        }

        // When
        run();

        // Then
        assertThat(admitted).isPositive();
        assertThat(outcomes).hasSizeGreaterThan(1);
        assertThat(append("orders", 0, "room again").isAdmitted()).isTrue();
    }

    @Test
    void placesMoreWaitingRecordsThanTheBufferHasChunks() {
        // Given
        int[] leaders = new int[200];
        Arrays.fill(leaders, 1);
        brokers.topic("wide", leaders);
        int admitted = 0;
        while (append("wide", admitted % 200, "x").isAdmitted()) {
            admitted++;
        }

        // When
        runFor(5 * SECOND);

        // Then
        assertThat(outcomes).hasSize(admitted).allMatch(Outcome::isDelivered);
        assertThat(accumulator.budget().freeBytes()).isEqualTo(accumulator.budget().totalBytes());
    }

    private static ProducerConfig.Builder withHardlyTimeForASecondAttempt(
            ProducerConfig.Builder config) {
        return config.connection(
                        ConnectionConfig.builder(new BootstrapServers(List.of(BROKER_1)))
                                .requestTimeout(Duration.ofSeconds(60))
                                .build())
                .deliveryTimeout(Duration.ofSeconds(61));
    }

    private void start(UnaryOperator<ProducerConfig.Builder> change) {
        var connection = ConnectionConfig.of(new BootstrapServers(List.of(BROKER_1)));
        ProducerConfig config =
                change.apply(
                                ProducerConfig.builder(connection)
                                        .batchBytesMax(1024)
                                        .bufferBytes(64 * 1024))
                        .build();
        var random = new Random(SEED);
        accumulator = new Accumulator(config, pool, () -> now, () -> {}, random);
        var retry = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), random);
        var reconnect = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1), random);
        var metadata = new Metadata(config.connection(), retry, true, now);
        var cluster = new Cluster(config.connection(), brokers.network(), reconnect, metadata);
        var outlets = new Outlets(Runnable::run, this::compress);
        sinks = new Sinks(config, cluster, accumulator, outlets, retry, now);
    }

    private void compress(Runnable work, Compressor.Done onDone) {
        compressions.add(() -> {
            work.run();
            onDone.done(null, now);
        });
    }

    /// Connects, and learns of the topic.
    private void warmUp() {
        send("orders", 0, "warm");
        runFor(10 * MILLI);
        assertThat(outcomes).hasSize(1);
    }

    private void send(String topic, int partition, String value) {
        assertThat(append(topic, partition, value)).matches(Admission::isAdmitted);
    }

    private Admission append(String topic, int partition, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        var record = new EncodedRecord(7, null, bytes, List.of(), outcomes::add);
        return accumulator.topic(topic).append(record, partition);
    }

    private void run() {
        brokers.run(sinks, now);
    }

    private void runFor(long nanos) {
        brokers.runUntil(sinks, time -> now = time, now, now + nanos);
    }

    private int produceCount() {
        return brokers.requests(ApiKey.PRODUCE).size();
    }

    private static List<Integer> partitionsOf(ScriptedRequest request) {
        return ((ProduceRequest) request.body())
                .topicData().stream()
                        .flatMap(topic -> topic.partitionData().stream())
                        .map(ProduceRequest.PartitionProduceData::index)
                        .toList();
    }

    /// Why the last record was not delivered.
    private ClientException cause(Class<? extends Outcome> type) {
        Outcome last = outcomes.getLast();
        assertThat(last).isInstanceOf(type);
        return switch (last) {
            case Delivered delivered -> throw new AssertionError(delivered);
            case NotPersisted refused -> refused.cause();
            case PossiblyPersisted unknown -> unknown.cause();
        };
    }

    /// Headers that cannot be read more often than so many times.
    private static final class FailingHeaders extends AbstractList<RecordHeader> {
        private int readsLeft;

        private FailingHeaders(int readsLeft) {
            this.readsLeft = readsLeft;
        }

        @Override
        public RecordHeader get(int index) {
            if (readsLeft-- == 0) {
                throw new IllegalStateException("thrown on purpose by a test");
            }
            return new RecordHeader("h", null);
        }

        @Override
        public int size() {
            return 1;
        }
    }
}
