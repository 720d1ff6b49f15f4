package io.qanat.client.internal.sink;

import static io.qanat.client.internal.sink.ScriptedSinks.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.ClientClosedException;
import io.qanat.client.producer.Outcome.NotPersisted;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What is asked of a producer after its loop has ended, while callbacks are still to be called.
class EndTest {
    private final ScriptedSinks producer =
            new ScriptedSinks(config -> config.linger(Duration.ofSeconds(10)));
    private final CompletableFuture<Void> flushed = new CompletableFuture<>();

    @Test
    void aFlushWaitsForTheCallbacksAndEnds() {
        // Given
        ArrayDeque<Runnable> callbacks = producer.holdCallbacks();
        producer.send("orders", 0, "late");
        producer.runFor(SECOND);
        producer.sinks.abort(new ClientClosedException("closed"));

        // When
        producer.sinks.flush(flushed);

        // Then
        assertThat(flushed).isNotDone();
        callbacks.forEach(Runnable::run);
        assertThat(flushed).isDone();
        assertThat(producer.outcome("late")).isInstanceOf(NotPersisted.class);
    }

    @Test
    void aFlushEndsAtOnceWhenNothingIsOpen() {
        // Given
        producer.sinks.abort(new ClientClosedException("closed"));

        // When
        producer.sinks.flush(flushed);

        // Then
        assertThat(flushed).isDone();
    }
}
