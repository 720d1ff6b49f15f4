package io.qanat.client.internal.sink;

import static io.qanat.client.internal.sink.ScriptedSinks.MILLI;
import static io.qanat.client.internal.sink.ScriptedSinks.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.PurgedException;
import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.ScriptedCluster.Held;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Outcome.NotPersisted;
import io.qanat.client.producer.Outcome.PossiblyPersisted;
import io.qanat.client.producer.Purge;
import io.qanat.protocol.ApiKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Flushes of one topic, and records that are given up on request.
class FlushAndPurgeTest {
    private static final long LINGER_SECONDS = 10;
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    private final ScriptedSinks producer =
            new ScriptedSinks(config -> config.linger(Duration.ofSeconds(LINGER_SECONDS)));
    private final CompletableFuture<Void> flushed = new CompletableFuture<>();

    FlushAndPurgeTest() {
        producer.brokers.topic("payments", 1, 1);
        producer.warmUpFor(2 * LINGER_SECONDS * SECOND);
        producer.send("payments", 0, "warm payment");
        producer.runFor(2 * LINGER_SECONDS * SECOND);
    }

    @Test
    void flushOfATopicLeavesOthersLingering() {
        // Given
        producer.send("orders", 0, "order");
        producer.send("payments", 0, "payment");

        // When
        producer.sinks.flush(Optional.of("payments"), flushed);
        producer.runFor(100 * MILLI);

        // Then
        assertThat(flushed).isDone();
        assertThat(producer.outcome("payment").isDelivered()).isTrue();
        assertThat(producer.outcomes("order")).isEmpty();
    }

    @Test
    void flushOfATopicWaitsForItsRecords() {
        // Given
        producer.brokers.hold(ApiKey.PRODUCE);
        producer.send("payments", 0, "payment");

        // When
        producer.sinks.flush(Optional.of("payments"), flushed);
        producer.runFor(SECOND);

        // Then
        assertThat(flushed).isNotDone();
        answerAll();
        assertThat(flushed).isDone();
    }

    @Test
    void flushOfATopicOvertakesAnEarlierOneOfAll() {
        // Given
        producer.brokers.hold(ApiKey.PRODUCE);
        producer.send("orders", 0, "order");
        var all = new CompletableFuture<Void>();
        producer.sinks.flush(all);
        producer.run();

        // When
        producer.sinks.flush(Optional.of("payments"), flushed);
        producer.run();

        // Then
        assertThat(flushed).isDone();
        assertThat(all).isNotDone();
    }

    @Test
    void flushOfATopicWaitsForNoCallbackOfAnother() {
        // Given
        ArrayDeque<Runnable> callbacks = producer.holdCallbacks();
        producer.send("orders", 0, "order");
        producer.runFor(2 * LINGER_SECONDS * SECOND);
        assertThat(callbacks).hasSize(1);

        // When
        producer.sinks.flush(Optional.of("payments"), flushed);
        producer.run();

        // Then
        assertThat(flushed).isDone();
    }

    @Test
    void flushOfATopicWaitsUntilItIsKnown() {
        // Given
        producer.brokers.hold(ApiKey.METADATA);
        producer.brokers.topic("late", 1, 1);
        producer.send("late", 0, "late");
        producer.sinks.flush(Optional.of("late"), flushed);
        producer.run();
        assertThat(flushed).isNotDone();

        // When
        producer.brokers.answerAgain(ApiKey.METADATA);
        producer.brokers.takeHeld().getFirst().wire().reset(producer.now());
        producer.runFor(2 * SECOND);

        // Then
        assertThat(flushed).isDone();
        assertThat(producer.outcome("late").isDelivered()).isTrue();
    }

    @Test
    void purgeOfTheQueueGivesUpWhatNoRequestCarries() {
        // Given
        producer.send("orders", 0, "lingering");

        // When
        producer.sinks.purge(Purge.QUEUE);
        producer.run();

        // Then
        assertPurged(NotPersisted.class, producer.outcome("lingering"));
        assertThat(producer.pool.inUse()).isZero();
    }

    @Test
    void purgeOfTheQueueGivesUpWhatHasNoPartitionYet() {
        // Given
        producer.brokers.hold(ApiKey.METADATA);
        producer.send("unknown", 0, "unplaced");
        producer.run();

        // When
        producer.sinks.purge(Purge.QUEUE);
        producer.run();

        // Then
        assertPurged(NotPersisted.class, producer.outcome("unplaced"));
    }

    @Test
    void purgeOfTheQueueLeavesWhatIsInFlight() {
        // Given
        holdOneInFlight();

        // When
        producer.sinks.purge(Purge.QUEUE);
        producer.run();

        // Then
        assertThat(producer.outcomes("in flight")).isEmpty();
        answerAll();
        assertThat(producer.outcome("in flight").isDelivered()).isTrue();
    }

    @Test
    void purgeOfWhatIsInFlightSaysThatItMayBePersisted() {
        // Given
        holdOneInFlight();
        producer.send("orders", 0, "lingering");

        // When
        producer.sinks.purge(Purge.IN_FLIGHT);
        producer.run();

        // Then
        assertPurged(PossiblyPersisted.class, producer.outcome("in flight"));
        assertThat(producer.outcomes("lingering")).isEmpty();
        answerAll();
        producer.runFor(2 * LINGER_SECONDS * SECOND);
        assertThat(producer.outcome("lingering").isDelivered()).isTrue();
        assertThat(producer.logs.values(ORDERS_0))
                .containsExactly("warm", "in flight", "lingering");
        assertThat(producer.pool.inUse()).isZero();
    }

    @Test
    void recordsFollowAPurgedOneThatNeverArrived() {
        // Given
        holdOneInFlight();
        producer.sinks.purge(Purge.ALL);
        producer.run();
        producer.brokers.answerAgain(ApiKey.PRODUCE);
        producer.brokers.takeHeld().getFirst().wire().reset(producer.now());

        // When
        producer.send("orders", 0, "next");
        producer.runFor(3 * LINGER_SECONDS * SECOND);

        // Then
        assertPurged(PossiblyPersisted.class, producer.outcome("in flight"));
        assertThat(producer.outcome("next").isDelivered()).isTrue();
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("warm", "next");
    }

    private void holdOneInFlight() {
        producer.brokers.hold(ApiKey.PRODUCE);
        producer.send("orders", 0, "in flight");
        producer.runFor(LINGER_SECONDS * SECOND + MILLI);
    }

    private void answerAll() {
        producer.brokers.answerAgain(ApiKey.PRODUCE);
        for (Held held : producer.brokers.takeHeld()) {
            held.answer(producer.logs.produce(held.request()), producer.now());
        }
        producer.run();
    }

    private static void assertPurged(Class<? extends Outcome> type, Outcome outcome) {
        assertThat(outcome).isInstanceOf(type);
        Throwable cause =
                switch (outcome) {
                    case NotPersisted not -> not.cause();
                    case PossiblyPersisted possibly -> possibly.cause();
                    case Outcome.Delivered delivered -> null;
                };
        assertThat(cause).isInstanceOf(PurgedException.class);
    }
}
