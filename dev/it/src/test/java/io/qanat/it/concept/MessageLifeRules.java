package io.qanat.it.concept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qanat.client.BufferFullException;
import io.qanat.client.producer.Acks;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.PollingProducer;
import io.qanat.it.node.BrokerProcess;
import io.qanat.it.wire.StoredBatches;
import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Section A: produce, poll, flush.
abstract class MessageLifeRules extends ConceptRules {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int RECORDS = 1_000;

    /// Reports in the order in which their callbacks were called.
    private final List<Outcome> reported = new ArrayList<>();

    MessageLifeRules(BrokerProcess broker) {
        super(broker);
    }

    @Test
    void a1NewProducerIsABoundedBufferInMemoryAndNothingIsOnABroker() throws Exception {
        // When
        try (var producer = pollingProducer(c -> c.bufferBytes(1 << 20).bufferRecordsMax(7))) {
            producer.awaitReady(LONG);
            // Then
            assertThat(producer.bufferLevel().totalBytes()).isEqualTo(1 << 20);
            assertThat(producer.bufferLevel().freeBytes()).isEqualTo(1 << 20);
            assertThat(producer.bufferLevel().totalRecords()).isEqualTo(7);
            assertThat(producer.len()).isZero();
            assertThat(producer.waitingReports()).isZero();
        }
        assertThat(onlooker().topics()).doesNotContain(topic());
    }

    @Test
    void a2ProducePutsMessageAndCallbackIntoTheBufferAndReturns() throws Exception {
        // Given
        createTopic(2);
        var header = new RecordHeader("h", ByteBuffer.wrap(new byte[] {'1'}));
        try (var producer = pollingProducer(ConceptRules::withoutEndOfLinger)) {
            // When
            producer.produce(topic(), "value", "key", List.of(header), 1, reported::add);
            // Then
            assertThat(producer.len()).isEqualTo(1);
            assertThat(producer.bufferLevel().freeBytes())
                    .isLessThan(producer.bufferLevel().totalBytes());
            assertThat(reported).isEmpty();
            assertThat(onlooker().count(topic())).isZero();
            producer.flush(LONG);
        }
        assertThat(reported)
                .singleElement()
                .extracting(outcome -> outcome.orThrow().partition())
                .isEqualTo(1);
        assertThat(onlooker().records(topic()))
                .singleElement()
                .satisfies(stored -> {
                    assertThat(stored.partition()).isEqualTo(1);
                    assertThat(stored.key()).isEqualTo("key");
                    assertThat(stored.value()).isEqualTo("value");
                    assertThat(stored.headers().lastHeader("h").value()).containsExactly('1');
                });
    }

    @Test
    void a3BackgroundThreadSendsBatchesWithoutAPoll() throws Exception {
        // Given
        createTopic(1);
        try (var producer = pollingProducer(c -> c.linger(Duration.ofMillis(50)))) {
            // When
            produce(producer, RECORDS);
            onlooker().awaitCount(topic(), RECORDS);
            // Then
            assertThat(reported).isEmpty();
            assertThat(StoredBatches.of(broker.address(), topic()))
                    .hasSizeLessThan(RECORDS / 10)
                    .allMatch(batch -> batch.records() > 1);
        }
    }

    @Test
    void a3FullBufferIsAnErrorAtOnceAndNotAHiddenBlock() throws Exception {
        // Given
        createTopic(1);
        int accepted = 0;
        BufferFullException full = null;
        try (var producer = pollingProducer(c -> c.bufferBytes(100_000))) {
            produceAndFlush(producer, 1);
            try (var pause = broker.pause()) {
                // When
                while (full == null) {
                    full = refusal(producer);
                    accepted += full == null ? 1 : 0;
                }
                // Then
                assertThat(accepted).isBetween(1, 99);
                assertThat(full.level().freeBytes()).isLessThan(2_000);
                assertThat(full.level().totalBytes()).isEqualTo(100_000);
                pause.end();
            }
        }
        assertThat(onlooker().count(topic())).isEqualTo(1 + accepted);
    }

    /// A witness, whose time is over soon, tells by its attempt that the record left the client.
    @Test
    void a4SentIsNotDeliveredUntilItIsAcknowledged() throws Exception {
        // Given
        createTopic(1);
        try (var producer = producer(c -> c.linger(Duration.ofMillis(50)))) {
            producer.send(record("before")).join();
            try (var pause = broker.pause()) {
                // When
                var sent = producer.send(record("in flight"));
                Outcome witness = untilTimeIsOver(producer, Duration.ofMillis(300));
                // Then
                assertThat(witness).isInstanceOf(Outcome.PossiblyPersisted.class);
                assertThat(witness.timeline().attemptCount()).isEqualTo(1);
                assertThat(sent).isNotDone();
                pause.end();
                assertThat(sent.join().orThrow().offset()).isEqualTo(1);
            }
        }
        assertThat(onlooker().values(topic())).containsExactly("before", "in flight", "witness");
    }

    @Test
    void a5BrokerAppendsToTheLogOnDisk() throws Exception {
        // Given
        createTopic(1);
        var segment = new SegmentFile(broker.dataFolder(), topic());
        try (var producer = pollingProducer(c -> c)) {
            produceAndFlush(producer, 3);
            byte[] before = segment.bytes();
            List<Long> offsets = segment.offsets();
            // When
            produceAndFlush(producer, 3);
            // Then
            assertThat(offsets).containsExactly(0L, 1L, 2L);
            assertThat(segment.offsets()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
            assertThat(segment.bytes()).hasSizeGreaterThan(before.length).startsWith(before);
        }
    }

    @Test
    void a6FeedbackIsNoneOrThatOfTheBroker() throws Exception {
        // Given
        createTopic(1);
        try (var none = producer(c -> c.acks(Acks.NONE));
                var leader = producer(c -> c.acks(Acks.LEADER));
                var all = producer(c -> c.acks(Acks.ALL))) {
            for (var producer : List.of(none, leader, all)) {
                producer.send(record("before")).join();
            }
            try (var pause = broker.pause()) {
                // When
                var unanswered = none.send(record("acks=0"));
                var written = leader.send(record("acks=1"));
                var replicated = all.send(record("acks=all"));
                // Then
                assertThat(unanswered.join().orThrow().offset()).isEqualTo(-1);
                assertThat(written).isNotDone();
                assertThat(replicated).isNotDone();
                pause.end();
                assertThat(written.join().orThrow().offset()).isBetween(3L, 5L);
                assertThat(replicated.join().orThrow().offset()).isBetween(3L, 5L);
            }
        }
        onlooker().awaitCount(topic(), 6);
    }

    @Test
    void a7FeedbackThatArrivedWaitsAndTheCallbackHasNotRun() throws Exception {
        // Given
        createTopic(1);
        try (var producer = pollingProducer(c -> c)) {
            // When
            produce(producer, 1);
            awaitReports(producer, 1);
            // Then
            assertThat(onlooker().count(topic())).isEqualTo(1);
            assertThat(reported).isEmpty();
            assertThat(producer.len()).isEqualTo(1);
            assertThat(producer.bufferLevel().freeBytes())
                    .isEqualTo(producer.bufferLevel().totalBytes());
        }
    }

    @Test
    void a8WithoutPollMessagesAreDeliveredAndCallbacksDoNotRun() throws Exception {
        // Given
        createTopic(1);
        var threads = new ArrayList<Thread>();
        try (var producer = pollingProducer(c -> c)) {
            for (int i = 0; i < RECORDS; i++) {
                producer.produce(
                        record(Integer.toString(i)),
                        outcome -> {
                            reported.add(outcome);
                            threads.add(Thread.currentThread());
                        });
            }
            awaitReports(producer, RECORDS);
            assertThat(onlooker().count(topic())).isEqualTo(RECORDS);
            assertThat(reported).isEmpty();
            // When
            int fired = producer.poll(LONG);
            // Then
            assertThat(fired).isEqualTo(RECORDS);
            assertThat(reported)
                    .extracting(outcome -> outcome.orThrow().offset())
                    .isEqualTo(IntStream.range(0, RECORDS).mapToObj(Long::valueOf).toList());
            assertThat(threads).containsOnly(Thread.currentThread());
        }
    }

    @Test
    void a9FlushPollsUntilAllIsConfirmedAndItIsSafeToExit() throws Exception {
        // Given
        createTopic(1);
        var producer = pollingProducer(ConceptRules::withoutEndOfLinger);
        produce(producer, RECORDS);
        // When
        int left = producer.flush(LONG);
        // Then
        assertThat(left).isZero();
        assertThat(reported).hasSize(RECORDS).allMatch(Outcome::isDelivered);
        assertThat(producer.len()).isZero();
        assertThat(producer.bufferLevel().freeBytes())
                .isEqualTo(producer.bufferLevel().totalBytes());
        producer.close(Duration.ZERO);
        assertThat(onlooker().count(topic())).isEqualTo(RECORDS);
    }

    @Test
    void a9FlushSaysHowManyAreLeftWhenTheBrokerIsSilent() throws Exception {
        // Given
        createTopic(1);
        try (var producer = pollingProducer(c -> c)) {
            produceAndFlush(producer, 1);
            try (var pause = broker.pause()) {
                produce(producer, 5);
                // When
                int left = producer.flush(Duration.ofMillis(100));
                // Then
                assertThat(left).isEqualTo(5);
                pause.end();
            }
            assertThat(producer.flush(LONG)).isZero();
        }
    }

    final void produce(PollingProducer<String, String> producer, int count) {
        for (int i = 0; i < count; i++) {
            producer.produce(record(Integer.toString(i)), reported::add);
        }
    }

    private void produceAndFlush(PollingProducer<String, String> producer, int count)
            throws InterruptedException {
        produce(producer, count);
        producer.flush(LONG);
    }

    /// Why a record of a kilobyte is not taken; null if it is.
    private @Nullable BufferFullException refusal(PollingProducer<String, String> producer) {
        return catchThrowableOfType(
                BufferFullException.class,
                () -> producer.produce(record("x".repeat(1_000)), Callback.NONE));
    }

    private static void awaitReports(PollingProducer<?, ?> producer, int count) {
        Awaitility.await(count + " reports")
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> producer.waitingReports() >= count);
    }
}
