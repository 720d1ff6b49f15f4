package io.qanat.client.internal.regression;

import static io.qanat.client.internal.sink.ScriptedSinks.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.TopicPartition;
import io.qanat.client.internal.accumulator.Batch;
import io.qanat.client.internal.sink.ScriptedSinks;
import io.qanat.client.internal.sink.ScriptedSinks.Sending;
import io.qanat.client.producer.Outcome.PossiblyPersisted;
import io.qanat.record.ChunkPool;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// KAFKA-19012: since kafka-clients 2.8.0, the bytes that the socket reads are those of the pooled
/// buffer itself. A batch whose time ran out, or whose broker went away, gave its buffer back while
/// its request still waited for the socket; the next batch was built in it and went out in the old
/// request. The checksum covers neither topic nor partition, so the broker stored it where the old
/// request was addressed.
class WrongTopicTest {
    private static final String INVOICE = "100 to pay";
    private static final String LETTER = "dear Sofia";

    @Test
    void aBatchWhoseTimeRanOutKeepsItsMemoryWhileItIsWritten() {
        // When
        ScriptedSinks producer = run(batch -> {});

        // Then
        assertThat(producer.logs.values(new TopicPartition("invoices", 0)))
                .containsExactly("first invoice", INVOICE);
        assertThat(producer.logs.values(new TopicPartition("letters", 0)))
                .containsExactly("first letter", LETTER);
    }

    @Test
    void memoryThatIsReturnedWithTheOutcomeSendsALetterToTheInvoices() {
        // When
        ScriptedSinks producer = run(batch -> batch.built().release());

        // Then
        assertThat(producer.logs.values(new TopicPartition("invoices", 0)))
                .containsExactly("first invoice", LETTER);
    }

    /// A broker takes no bytes for longer than an invoice has time. Then a letter is sent to
    /// another broker.
    ///
    /// @param onOverdue what is done with the invoice's batch when its time is over
    private static ScriptedSinks run(Consumer<Batch> onOverdue) {
        var producer = new ScriptedSinks(config -> config, ChunkPool.of(1024, 16));
        producer.brokers.topic("invoices", 1).topic("letters", 2);
        producer.send("invoices", 0, "first invoice");
        producer.send("letters", 0, "first letter");
        producer.runFor(SECOND);
        producer.brokers.stall(1, true);
        Sending invoice = producer.sending("invoices", 0, INVOICE, Duration.ofSeconds(5));
        Batch batch = (Batch) Objects.requireNonNull(invoice.place());
        producer.runFor(6 * SECOND);
        assertThat(producer.outcome(INVOICE)).isInstanceOf(PossiblyPersisted.class);
        onOverdue.accept(batch);
        producer.send("letters", 0, LETTER);
        producer.runFor(SECOND);
        producer.brokers.stall(1, false);
        producer.runFor(SECOND);
        return producer;
    }
}
