package io.qanat.client.internal.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.internal.accumulator.EncodedRecord;
import io.qanat.client.internal.accumulator.Prompt;
import io.qanat.client.producer.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Callers who wait for one record are woken by the loop.
class PromptTest {
    private final ScriptedSinks producer = new ScriptedSinks(config -> config);
    private final List<Outcome> prompt = new ArrayList<>();

    @Test
    void whoWaitsIsToldByTheLoopItself() {
        // Given
        producer.warmUp();
        ArrayDeque<Runnable> callbacks = producer.holdCallbacks();
        sendPrompt("awaited");

        // When
        producer.runFor(10 * ScriptedSinks.MILLI);

        // Then
        assertThat(prompt).singleElement().matches(Outcome::isDelivered);
        assertThat(callbacks).isEmpty();
    }

    @Test
    void aBatchWithTheApplicationsCallbacksIsToldByTheExecutor() {
        // Given
        producer.warmUp();
        ArrayDeque<Runnable> callbacks = producer.holdCallbacks();
        sendPrompt("awaited");
        producer.send("orders", 0, "heard of");

        // When
        producer.runFor(10 * ScriptedSinks.MILLI);

        // Then
        assertThat(prompt).isEmpty();
        callbacks.removeFirst().run();
        assertThat(prompt).singleElement().matches(Outcome::isDelivered);
        assertThat(producer.outcome("heard of").isDelivered()).isTrue();
    }

    @Test
    void nobodyIsToldBeforeAnEarlierRecordOfThePartition() {
        // Given
        producer.warmUp();
        ArrayDeque<Runnable> callbacks = producer.holdCallbacks();
        producer.send("orders", 0, "earlier");
        producer.runFor(10 * ScriptedSinks.MILLI);
        sendPrompt("awaited");

        // When
        producer.runFor(10 * ScriptedSinks.MILLI);

        // Then
        assertThat(prompt).isEmpty();
        callbacks.removeFirst().run();
        assertThat(producer.outcome("earlier").isDelivered()).isTrue();
        assertThat(prompt).singleElement().matches(Outcome::isDelivered);
    }

    private void sendPrompt(String value) {
        Prompt callback = prompt::add;
        var record =
                new EncodedRecord(
                        7, null, value.getBytes(StandardCharsets.UTF_8), List.of(), callback);
        assertThat(producer.accumulator.topic("orders").append(record, 0).isAdmitted()).isTrue();
    }
}
