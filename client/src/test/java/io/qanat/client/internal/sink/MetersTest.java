package io.qanat.client.internal.sink;

import static io.qanat.client.internal.sink.ScriptedSinks.MILLI;
import static io.qanat.client.internal.sink.ScriptedSinks.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.TopicPartition;
import io.qanat.client.internal.scripted.ScriptedCluster.Held;
import io.qanat.client.producer.ProducerMetrics;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import org.junit.jupiter.api.Test;

class MetersTest {
    private final ScriptedSinks producer = new ScriptedSinks(config -> config);

    @Test
    void knowsNothingBeforeAnythingHappened() {
        // When
        ProducerMetrics metrics = metrics();
        // Then
        assertThat(metrics.recordSendRate()).isZero();
        assertThat(metrics.recordErrorRate()).isZero();
        assertThat(metrics.requestLatencyAvg()).isNaN();
        assertThat(metrics.batchSizeAvg()).isNaN();
    }

    @Test
    void countsWhatIsSentAndHowLongItTakes() {
        // Given
        producer.brokers.hold(ApiKey.PRODUCE);
        producer.send("orders", 0, "a");
        producer.send("orders", 0, "b");
        producer.runFor(500 * MILLI);
        Held held = producer.brokers.takeHeld().getFirst();
        // When
        producer.runFor(500 * MILLI);
        held.answer(producer.logs.produce(held.request()), producer.now());
        producer.run();
        // Then
        ProducerMetrics metrics = metrics();
        assertThat(metrics.recordSendRate()).isEqualTo(2);
        assertThat(metrics.batchSizeAvg()).isBetween(70.0, 100.0);
        assertThat(metrics.requestLatencyAvg()).isBetween(500.0, 1000.0);
        assertThat(metrics.byName()).containsEntry("record-error-rate", 0.0);
    }

    @Test
    void countsWhatIsGivenUp() {
        // Given
        producer.warmUpFor(SECOND);
        producer.logs.refuse(new TopicPartition("orders", 0), ErrorCode.TOPIC_AUTHORIZATION_FAILED);
        // When
        producer.send("orders", 0, "a");
        producer.runFor(SECOND);
        // Then
        assertThat(metrics().recordErrorRate()).isEqualTo(0.5);
        assertThat(metrics().recordSendRate()).isEqualTo(1);
    }

    @Test
    void countsWhatIsGivenUpBeforeItsTopicIsKnown() {
        // Given
        producer.brokers.topicError("bad topic", ErrorCode.INVALID_TOPIC_EXCEPTION);
        // When
        producer.send("bad topic", 0, "a");
        producer.runFor(SECOND);
        // Then
        assertThat(metrics().recordErrorRate()).isEqualTo(1);
    }

    private ProducerMetrics metrics() {
        return producer.sinks.meters().read(0, producer.now());
    }
}
