package io.qanat.client.internal.sink;

import static io.qanat.client.internal.sink.ScriptedSinks.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.internal.scripted.ScriptedRequest;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.message.ProduceResponse;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Brokers that answer with a throttle time.
class ThrottleTest {
    private final ScriptedSinks producer = new ScriptedSinks(UnaryOperator.identity());

    @Test
    void sendsNothingMoreForAsLongAsTheBrokerAsks() {
        // Given
        warmUpThrottledFor(500);
        producer.send("orders", 0, "a");

        // When
        producer.runFor(485 * MILLI);
        int before = produceCount();
        producer.runFor(15 * MILLI);

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(produceCount()).isEqualTo(2);
        assertThat(producer.outcome("a").isDelivered()).isTrue();
    }

    @Test
    void leavesOtherBrokersAlone() {
        // Given
        warmUpThrottledFor(500);

        // When
        producer.send("orders", 1, "b");
        producer.runFor(100 * MILLI);

        // Then
        assertThat(producer.outcome("b").isDelivered()).isTrue();
    }

    @Test
    void isNotSilencedForLongerThanAMinute() {
        // Given
        warmUpThrottledFor(Integer.MAX_VALUE);
        producer.send("orders", 0, "a");

        // When
        producer.runFor(60_001 * MILLI);

        // Then
        assertThat(producer.outcome("a").isDelivered()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void goesOnAtOnceOtherwise(int millis) {
        // Given
        warmUpThrottledFor(millis);

        // When
        producer.send("orders", 0, "a");
        producer.runFor(10 * MILLI);

        // Then
        assertThat(producer.outcome("a").isDelivered()).isTrue();
    }

    /// The answer to the first batch comes at once, as does the throttling.
    private void warmUpThrottledFor(int millis) {
        producer.brokers.rule(ApiKey.PRODUCE, (broker, request) -> throttled(request, millis));
        producer.warmUpFor(10 * MILLI);
        producer.brokers.rule(ApiKey.PRODUCE, (broker, request) -> producer.logs.produce(request));
    }

    private ProduceResponse throttled(ScriptedRequest request, int millis) {
        var response = (ProduceResponse) producer.logs.produce(request);
        return ProduceResponse.builder()
                .responses(response.responses())
                .throttleTimeMs(millis)
                .build();
    }

    private int produceCount() {
        return producer.brokers.requests(ApiKey.PRODUCE).size();
    }
}
