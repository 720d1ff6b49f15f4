package io.qanat.publisher;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Where an application publishes its events: the port that adapters implement.
///
/// Its life: `start` with the application, `send` as often as wanted, `stop` with the application.
/// Thread-safe; one for the whole application is meant.
///
/// @param <K> the type of keys
/// @param <V> the type of values
public interface EventPublisher<K, V> extends AutoCloseable {
    /// How long [#close] waits.
    Duration CLOSE_MAX = Duration.ofSeconds(30);

    /// Begins to connect, in the background; returns at once. When it was called before, it does
    /// nothing.
    ///
    /// @throws StoppedException when it was stopped: another publisher is to be made
    void start();

    /// Waits until it is ready: connected, and sure of the topics that were declared.
    ///
    /// @throws NotStartedException when `start` was not called
    /// @throws PublisherException why it is not ready within `limit`
    void awaitReady(Duration limit) throws InterruptedException;

    /// Publishes an event. Never blocks: an event for which there is no room has its outcome at
    /// once.
    ///
    /// @param key events of one key stay in their order; null for none
    /// @param value null says that there is nothing any more under the key
    /// @param headers names may repeat
    /// @return a future that always completes normally, also when nothing was published
    /// @throws NotStartedException when `start` was not called: only a bug makes that happen, and a
    ///   lost event would hide it
    CompletableFuture<PublishOutcome> send(
            String topic, @Nullable K key, @Nullable V value, List<EventHeader> headers);

    /// Publishes an event without headers.
    default CompletableFuture<PublishOutcome> send(
            String topic, @Nullable K key, @Nullable V value) {
        return send(topic, key, value, List.of());
    }

    /// How it is, now.
    PublisherStatus status();

    /// Takes no more events, and waits until those it has taken have their outcomes; those that
    /// have none after `limit` are given up and get it then. A second call waits for the first.
    ///
    /// @return whether all had their outcome in time
    boolean stop(Duration limit);

    /// Stops with a limit of half a minute.
    @Override
    default void close() {
        stop(CLOSE_MAX);
    }
}
