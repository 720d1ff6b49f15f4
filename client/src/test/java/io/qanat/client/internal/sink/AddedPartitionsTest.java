package io.qanat.client.internal.sink;

import static io.qanat.client.internal.sink.ScriptedSinks.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.internal.accumulator.Admission;
import io.qanat.protocol.ApiKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Records for partitions that the producer does not know of yet.
class AddedPartitionsTest {
    private final ScriptedSinks producer =
            new ScriptedSinks(builder -> builder.linger(Duration.ZERO));

    @Test
    void anAddedPartitionIsKnownSoonAfterARecordAsksForIt() {
        // Given
        producer.warmUp();
        producer.brokers.topic("orders", 1, 2, 1);
        assertThat(producer.append("orders", 2, "early")).isEqualTo(Admission.NO_PARTITION);

        // When
        producer.runFor(1_000 * MILLI);

        // Then
        producer.send("orders", 2, "late");
        producer.runFor(100 * MILLI);
        assertThat(producer.outcome("late").isDelivered()).isTrue();
    }

    @Test
    void recordsForAPartitionThatIsNotThereAskForItNowAndThenOnly() {
        // Given
        producer.warmUp();
        int before = producer.brokers.requests(ApiKey.METADATA).size();

        // When
        for (int i = 0; i < 1_000; i++) {
            producer.append("orders", 7, "never");
            producer.runFor(MILLI);
        }

        // Then
        assertThat(producer.brokers.requests(ApiKey.METADATA).size() - before).isBetween(2, 20);
    }
}
