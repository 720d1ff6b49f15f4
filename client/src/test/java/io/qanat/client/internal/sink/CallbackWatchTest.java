package io.qanat.client.internal.sink;

import static io.qanat.client.internal.sink.ScriptedSinks.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

class CallbackWatchTest {
    private final ScriptedSinks producer = new ScriptedSinks(config -> config);
    private final ArrayDeque<Runnable> callbacks = producer.holdCallbacks();

    @Test
    void seesACallbackThatDoesNotReturnOnce() {
        // Given
        producer.send("orders", 0, "a");
        producer.runFor(SECOND);
        assertThat(callbacks).hasSize(1);
        // When
        producer.runFor(4 * SECOND);
        assertThat(slowCallbacks()).isZero();
        producer.runFor(3 * SECOND);
        // Then
        assertThat(slowCallbacks()).isOne();
        producer.runFor(60 * SECOND);
        assertThat(slowCallbacks()).isOne();
    }

    @Test
    void mindsNoCallbackThatReturns() {
        for (int i = 0; i < 20; i++) {
            // When
            producer.send("orders", 0, "a" + i);
            producer.runFor(SECOND);
            callbacks.removeFirst().run();
        }
        producer.runFor(60 * SECOND);
        // Then
        assertThat(slowCallbacks()).isZero();
    }

    private long slowCallbacks() {
        return producer.sinks.meters().read(0, producer.now()).slowCallbacks();
    }
}
