package io.qanat.client.publish;

import io.qanat.client.ClientClosedException;
import io.qanat.client.ClientException;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import io.qanat.publisher.EventHeader;
import io.qanat.publisher.EventPublisher;
import io.qanat.publisher.NotStartedException;
import io.qanat.publisher.PublishOutcome;
import io.qanat.publisher.PublisherStatus;
import io.qanat.publisher.PublisherStatus.Phase;
import io.qanat.publisher.StoppedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Publishes events to a cluster, through a producer of its own. Thread-safe.
///
/// Cancelling the future of an event does not take the event back.
public final class KafkaPublisher<K, V> implements EventPublisher<K, V> {
    private final PublisherConfig config;
    private final Serializer<K> keySerializer;
    private final Serializer<V> valueSerializer;

    /// Guards: the making of the producer, the beginning of its end.
    private final ReentrantLock lock = new ReentrantLock();

    private volatile @Nullable Producer<K, V> producer;

    /// Completed with whether all events had their outcome in time; null before [#stop].
    private volatile @Nullable CompletableFuture<Boolean> stopped;

    private volatile boolean wasReady;
    private final LongAdder openEvents = new LongAdder();
    private final LongAdder givenUp = new LongAdder();

    private KafkaPublisher(
            PublisherConfig config, Serializer<K> keySerializer, Serializer<V> valueSerializer) {
        this.config = config;
        this.keySerializer = keySerializer;
        this.valueSerializer = valueSerializer;
    }

    /// A publisher that does nothing until it is started.
    public static <K, V> KafkaPublisher<K, V> create(
            PublisherConfig config, Serializer<K> keySerializer, Serializer<V> valueSerializer) {
        return new KafkaPublisher<>(config, keySerializer, valueSerializer);
    }

    /// Begins to connect, and to look for the declared topics.
    @Override
    public void start() {
        lock.lock();
        try {
            if (stopped != null) {
                throw new StoppedException("start", null);
            }
            if (producer == null) {
                Producer<K, V> made =
                        Producer.create(config.producer(), keySerializer, valueSerializer);
                config.topics().forEach(made::topic);
                producer = made;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void awaitReady(Duration limit) throws InterruptedException {
        Producer<K, V> started = started("await readiness");
        try {
            started.awaitReady(config.topics(), limit);
            wasReady = true;
        } catch (ClientException e) {
            throw Translation.exception(e);
        }
    }

    @Override
    public CompletableFuture<PublishOutcome> send(
            String topic, @Nullable K key, @Nullable V value, List<EventHeader> headers) {
        Producer<K, V> sender = producer;
        if (stopped != null) {
            return CompletableFuture.completedFuture(
                    new PublishOutcome.NotPublished(
                            new StoppedException("send to " + topic, null)));
        }
        if (sender == null) {
            throw new NotStartedException("send to " + topic);
        }
        var result = new CompletableFuture<PublishOutcome>();
        openEvents.increment();
        sender.send(
                new ProducerRecord<>(topic, null, null, key, value, Translation.headers(headers)),
                outcome -> completed(outcome, result));
        return result;
    }

    @Override
    public PublisherStatus status() {
        long open = openEvents.sum();
        if (stopped != null) {
            return new PublisherStatus(Phase.STOPPED, "", open);
        }
        Producer<K, V> started = producer;
        if (started == null) {
            return new PublisherStatus(Phase.NEW, "", open);
        }
        Optional<String> trouble = trouble(started);
        if (trouble.isEmpty()) {
            wasReady = true;
            return new PublisherStatus(Phase.READY, "", open);
        }
        return new PublisherStatus(wasReady ? Phase.TROUBLED : Phase.STARTING, trouble.get(), open);
    }

    /// Takes no more events and waits for those that were taken, at most so long and a second: also
    /// when no broker can be reached.
    ///
    /// @throws IllegalStateException from within a callback of an event, for which it would wait
    @Override
    public boolean stop(Duration limit) {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> first;
        lock.lock();
        try {
            first = stopped;
            if (first == null) {
                stopped = mine;
            }
        } finally {
            lock.unlock();
        }
        return first == null ? end(mine, limit) : awaitEnd(first, limit);
    }

    private boolean end(CompletableFuture<Boolean> done, Duration limit) {
        Producer<K, V> started = producer;
        try {
            if (started != null) {
                started.close(limit);
            }
        } catch (IllegalStateException e) {
            // Not closed, so not stopped: another thread may still do it.
            stopped = null;
            done.complete(false);
            throw e;
        }
        boolean isDrained = givenUp.sum() == 0;
        done.complete(isDrained);
        return isDrained;
    }

    private static boolean awaitEnd(CompletableFuture<Boolean> done, Duration limit) {
        try {
            return done.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a stop never fails", e);
        }
    }

    private void completed(Outcome outcome, CompletableFuture<PublishOutcome> result) {
        openEvents.decrement();
        if (isGivenUp(outcome)) {
            givenUp.increment();
        }
        result.complete(Translation.outcome(outcome));
    }

    private static boolean isGivenUp(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered delivered -> false;
            case Outcome.NotPersisted refused -> refused.cause() instanceof ClientClosedException;
            case Outcome.PossiblyPersisted unknown ->
                    unknown.cause() instanceof ClientClosedException;
        };
    }

    private Producer<K, V> started(String action) {
        if (stopped != null) {
            throw new StoppedException(action, null);
        }
        Producer<K, V> started = producer;
        if (started == null) {
            throw new NotStartedException(action);
        }
        return started;
    }

    private Optional<String> trouble(Producer<K, V> started) {
        return started.trouble()
                .map(cause -> String.valueOf(cause.getMessage()))
                .or(() ->
                        config.topics().stream()
                                .filter(topic -> started.topic(topic).isEmpty())
                                .map(topic -> "topic " + topic + " is not known yet")
                                .findFirst());
    }
}
