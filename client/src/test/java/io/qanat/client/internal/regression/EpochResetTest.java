package io.qanat.client.internal.regression;

import static io.qanat.client.internal.sink.ScriptedSinks.MILLI;
import static io.qanat.client.internal.sink.ScriptedSinks.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.ScriptedCluster.Held;
import io.qanat.client.internal.sink.ScriptedSinks;
import io.qanat.client.producer.Outcome.NotPersisted;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/// KAFKA-14034: when a batch fails for good, kafka-clients takes a new epoch and numbers the
/// partition's batches from 0 again, also those before it that are in flight or about to be
/// retried. Of such a batch a broker may have the first copy; under its new number the second one
/// is appended too.
class EpochResetTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    /// Two of them are too much for a batch.
    private static final String FILLING = "x".repeat(800);

    private static final String FIRST = "first " + FILLING;
    private static final String REFUSED = "refused " + FILLING;
    private static final String LAST = "last " + FILLING;

    @Test
    void aBatchInFlightKeepsItsNumberWhenALaterOneFailsForGood() {
        // When
        ScriptedSinks producer = run(Numbering.ours(), () -> {});

        // Then
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("warm", FIRST, LAST);
        assertThat(producer.outcome(FIRST).isDelivered()).isTrue();
        assertThat(producer.outcome(REFUSED)).isInstanceOf(NotPersisted.class);
        assertThat(producer.outcome(LAST).isDelivered()).isTrue();
    }

    @Test
    void aBatchThatIsNumberedAnewIsStoredTwice() {
        // Given
        var numbering = new HastyEpoch();

        // When
        ScriptedSinks producer = run(numbering, numbering::bump);

        // Then
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("warm", FIRST, FIRST, LAST);
    }

    /// The first of two batches in flight is stored and answered with an error that passes, the
    /// second is refused for good.
    private static ScriptedSinks run(Numbering numbering, Runnable onRefusal) {
        var producer = new ScriptedSinks(config -> config);
        producer.brokers.rule(
                ApiKey.PRODUCE, (broker, request) -> producer.logs.produce(numbering.of(request)));
        producer.warmUp();
        producer.brokers.hold(ApiKey.PRODUCE);
        producer.send("orders", 0, FIRST);
        producer.send("orders", 0, REFUSED);
        producer.runFor(100 * MILLI);
        List<Held> held = producer.brokers.takeHeld();
        assertThat(held).hasSize(2);
        Held first = held.getFirst();
        Held second = held.getLast();
        var unused = producer.logs.produce(numbering.of(first.request()));
        first.answer(
                producer.logs.refusal(first.request(), ErrorCode.REQUEST_TIMED_OUT),
                producer.now());
        second.answer(
                producer.logs.refusal(second.request(), ErrorCode.INVALID_RECORD), producer.now());
        onRefusal.run();
        producer.brokers.answerAgain(ApiKey.PRODUCE);
        producer.send("orders", 0, LAST);
        producer.runFor(10 * SECOND);
        return producer;
    }
}
