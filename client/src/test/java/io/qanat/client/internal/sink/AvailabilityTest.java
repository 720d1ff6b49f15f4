package io.qanat.client.internal.sink;

import static io.qanat.client.internal.sink.ScriptedSinks.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.TopicPartition;
import io.qanat.client.internal.accumulator.TopicBuffer;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.partition.Partitioning;
import io.qanat.client.producer.partition.StockPartitioner;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Records without a key while one of two brokers takes nothing.
class AvailabilityTest {
    private static final int COUNT = 40;

    @Test
    void avoidsABrokerThatTakesNothingForTooLong() {
        // Given
        ScriptedSinks producer = started(Duration.ofMillis(200));
        producer.brokers.down(2, producer.now());
        producer.send("orders", 1, "stuck");
        producer.runFor(210 * MILLI);

        // When
        long delivered = deliveredOf(producer, "a");

        // Then
        assertThat(producer.outcomes("stuck")).isEmpty();
        assertThat(delivered).isEqualTo(COUNT);
    }

    @Test
    void avoidsABrokerThatDoesNotAnswer() {
        // Given: more than one batch, as only one is sent before the first answer
        ScriptedSinks producer = started(Duration.ofMillis(200));
        producer.brokers.stall(2, true);
        for (int i = 0; i < 12; i++) {
            producer.send("orders", 1, "stuck" + "x".repeat(200) + i);
        }
        producer.runFor(410 * MILLI);

        // When
        long delivered = deliveredOf(producer, "a");

        // Then
        assertThat(delivered).isEqualTo(COUNT);
    }

    @Test
    void comesBackToABrokerThatTakesAgain() {
        // Given
        ScriptedSinks producer = started(Duration.ofMillis(200));
        producer.brokers.down(2, producer.now());
        producer.send("orders", 1, "stuck");
        producer.runFor(210 * MILLI);
        producer.brokers.up(2);
        producer.runFor(2_000 * MILLI);
        assertThat(producer.outcome("stuck").isDelivered()).isTrue();

        // When
        deliveredOf(producer, "a");

        // Then
        assertThat(producer.logs.values(new TopicPartition("orders", 1))).hasSizeGreaterThan(5);
    }

    @Test
    void avoidsNobodyUnlessTold() {
        // Given
        ScriptedSinks producer = started(Duration.ZERO);
        producer.brokers.down(2, producer.now());
        producer.send("orders", 1, "stuck");
        producer.runFor(500 * MILLI);

        // When
        long delivered = deliveredOf(producer, "a");

        // Then
        assertThat(delivered).isLessThan(COUNT);
    }

    private static ScriptedSinks started(Duration timeout) {
        var producer =
                new ScriptedSinks(config ->
                        config.partitioning(
                                new Partitioning(StockPartitioner.MURMUR2_RANDOM, true, timeout)));
        producer.warmUp();
        return producer;
    }

    /// Sends records of a fifth of a batch without a key, and counts what arrives soon.
    private static long deliveredOf(ScriptedSinks producer, String name) {
        for (int i = 0; i < COUNT; i++) {
            producer.append("orders", TopicBuffer.ANY, value(name, i));
            producer.runFor(MILLI);
        }
        producer.runFor(50 * MILLI);
        long delivered = 0;
        for (int i = 0; i < COUNT; i++) {
            delivered +=
                    producer.outcomes(value(name, i)).stream().filter(Outcome::isDelivered).count();
        }
        return delivered;
    }

    private static String value(String name, int i) {
        return name + "-".repeat(200) + i;
    }
}
