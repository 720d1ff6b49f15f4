package io.qanat.client.internal.regression;

import static io.qanat.client.internal.sink.ScriptedSinks.MILLI;
import static io.qanat.client.internal.sink.ScriptedSinks.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.ScriptedCluster.Held;
import io.qanat.client.internal.sink.ScriptedSinks;
import io.qanat.client.internal.sink.ScriptedSinks.Sending;
import io.qanat.client.producer.Outcome.Delivered;
import io.qanat.client.producer.Outcome.PossiblyPersisted;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// franz-go #1217: a success is reported and the record is lost, after a caller cancelled one that
/// was in flight.
///
/// The report leaves open how its last step came about. The schedule here is one reading of it,
/// with which all that was seen agrees: a record is stored, the broker answers `REQUEST_TIMED_OUT`,
/// and before the retry its caller cancels it. The client takes it for not stored and gives the
/// next record its sequence number; the broker takes that one for a copy of the first and answers
/// with the first one's offset.
class CancelledInFlightTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    @Test
    void aRecordThatIsGivenUpInFlightKeepsItsNumberToItself() {
        // When
        ScriptedSinks producer = run(Numbering.ours(), () -> {});

        // Then
        assertThat(producer.outcome("given up")).isInstanceOf(PossiblyPersisted.class);
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("warm", "given up", "next");
        assertThat(producer.outcome("next")).isEqualTo(new Delivered("orders", 0, 2, 7));
    }

    @Test
    void aNumberThatIsUsedAgainLosesARecordThatIsReportedAsDelivered() {
        // Given
        var numbering = new ReusedSequence();

        // When
        ScriptedSinks producer = run(numbering, numbering::giveUp);

        // Then
        assertThat(producer.logs.values(ORDERS_0)).containsExactly("warm", "given up");
        assertThat(producer.outcome("next")).isEqualTo(new Delivered("orders", 0, 1, 7));
    }

    /// A record is stored, answered with an error that passes, and given up before it is sent
    /// again: by its deadline, as ours cannot be cancelled any more.
    private static ScriptedSinks run(Numbering numbering, Runnable onGivenUp) {
        var producer = new ScriptedSinks(config -> config);
        producer.brokers.rule(
                ApiKey.PRODUCE, (broker, request) -> producer.logs.produce(numbering.of(request)));
        producer.warmUp();
        producer.brokers.hold(ApiKey.PRODUCE);
        Sending sending = producer.sending("orders", 0, "given up", Duration.ofSeconds(1));
        producer.runFor(SECOND - 10 * MILLI);
        Held held = producer.brokers.takeHeld().getFirst();
        var unused = producer.logs.produce(numbering.of(held.request()));
        held.answer(
                producer.logs.refusal(held.request(), ErrorCode.REQUEST_TIMED_OUT), producer.now());
        assertThat(sending.withdraw()).isFalse();
        producer.runFor(10 * MILLI);
        assertThat(producer.outcomes("given up")).hasSize(1);
        onGivenUp.run();
        producer.brokers.answerAgain(ApiKey.PRODUCE);
        producer.send("orders", 0, "next");
        producer.runFor(10 * SECOND);
        return producer;
    }
}
