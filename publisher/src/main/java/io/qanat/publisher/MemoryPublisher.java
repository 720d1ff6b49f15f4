package io.qanat.publisher;

import io.qanat.publisher.PublishOutcome.NotPublished;
import io.qanat.publisher.PublishOutcome.PossiblyPublished;
import io.qanat.publisher.PublishOutcome.Published;
import io.qanat.publisher.PublisherStatus.Phase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A publisher that keeps events in memory, for the tests of an application.
///
/// A test can look at what was published, say what becomes of the next event, and hold events open.
/// Each topic is one partition. At [#eventsMax] events it is full. Thread-safe.
public final class MemoryPublisher<K, V> implements EventPublisher<K, V> {
    private static final int EVENTS_MAX_DEFAULT = 100_000;

    /// An event whose outcome a test holds back.
    private record Held<K, V>(
            String topic,
            @Nullable K key,
            @Nullable V value,
            List<EventHeader> headers,
            CompletableFuture<PublishOutcome> outcome) {}

    private final int eventsMax;

    /// Guards: everything below. No future is completed under it.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition drained = lock.newCondition();
    private final List<MemoryEvent<K, V>> events = new ArrayList<>();
    private final Map<String, Long> ends = new HashMap<>();
    private final Queue<PublishOutcome> failures = new ArrayDeque<>();
    private final Queue<Held<K, V>> held = new ArrayDeque<>();
    private Phase phase = Phase.NEW;
    private boolean isHolding;

    /// A publisher for many events.
    public MemoryPublisher() {
        this(EVENTS_MAX_DEFAULT);
    }

    /// A publisher for so many events.
    public MemoryPublisher(int eventsMax) {
        this.eventsMax = eventsMax;
    }

    /// How many events it keeps; the next one is [OverloadedException].
    public int eventsMax() {
        return eventsMax;
    }

    /// The events that were published, in their order.
    public List<MemoryEvent<K, V>> events() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    /// The events that were published to a topic, in their order.
    public List<MemoryEvent<K, V>> events(String topic) {
        return events().stream().filter(event -> event.topic().equals(topic)).toList();
    }

    /// The next event that is sent is not published. Several calls are for several events.
    public void refuseNext(PublisherException cause) {
        failNext(new NotPublished(cause));
    }

    /// The next event that is sent is in doubt; it is not among the events. Several calls are for
    /// several events.
    public void doubtNext(PublisherException cause) {
        failNext(new PossiblyPublished(cause));
    }

    /// Holds the outcomes of all events that are sent from now on, as a broker does that is gone.
    public void hold() {
        lock.lock();
        try {
            isHolding = true;
        } finally {
            lock.unlock();
        }
    }

    /// Publishes the events that were held, and holds no more.
    public void release() {
        var completions = new ArrayList<Runnable>();
        lock.lock();
        try {
            isHolding = false;
            for (Held<K, V> next = held.poll(); next != null; next = held.poll()) {
                CompletableFuture<PublishOutcome> outcome = next.outcome();
                PublishOutcome result =
                        stored(next.topic(), next.key(), next.value(), next.headers());
                completions.add(() -> outcome.complete(result));
            }
            drained.signalAll();
        } finally {
            lock.unlock();
        }
        completions.forEach(Runnable::run);
    }

    @Override
    public void start() {
        lock.lock();
        try {
            if (phase == Phase.STOPPED) {
                throw new StoppedException("start", null);
            }
            phase = Phase.READY;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void awaitReady(Duration limit) {
        lock.lock();
        try {
            if (phase == Phase.NEW) {
                throw new NotStartedException("await readiness");
            }
            if (phase == Phase.STOPPED) {
                throw new StoppedException("await readiness", null);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompletableFuture<PublishOutcome> send(
            String topic, @Nullable K key, @Nullable V value, List<EventHeader> headers) {
        Objects.requireNonNull(topic, "topic");
        lock.lock();
        try {
            if (phase == Phase.NEW) {
                throw new NotStartedException("send to " + topic);
            }
            if (phase == Phase.STOPPED) {
                return refused(new StoppedException("send to " + topic, null));
            }
            PublishOutcome failure = failures.poll();
            if (failure != null) {
                return CompletableFuture.completedFuture(failure);
            }
            if (events.size() + held.size() >= eventsMax) {
                return refused(
                        new OverloadedException(
                                "no room for an event to "
                                        + topic
                                        + ": the publisher keeps "
                                        + eventsMax,
                                null));
            }
            if (!isHolding) {
                return CompletableFuture.completedFuture(stored(topic, key, value, headers));
            }
            var outcome = new CompletableFuture<PublishOutcome>();
            held.add(new Held<>(topic, key, value, List.copyOf(headers), outcome));
            return outcome;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public PublisherStatus status() {
        lock.lock();
        try {
            return new PublisherStatus(phase, "", held.size());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean stop(Duration limit) {
        List<Held<K, V>> givenUp;
        lock.lock();
        try {
            phase = Phase.STOPPED;
            awaitDrained(limit);
            givenUp = List.copyOf(held);
            held.clear();
        } finally {
            lock.unlock();
        }
        for (Held<K, V> event : givenUp) {
            event.outcome()
                    .complete(
                            new NotPublished(
                                    new StoppedException("send to " + event.topic(), null)));
        }
        return givenUp.isEmpty();
    }

    private void awaitDrained(Duration limit) {
        long leftNanos = limit.toNanos();
        try {
            while (!held.isEmpty() && leftNanos > 0) {
                leftNanos = drained.awaitNanos(leftNanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failNext(PublishOutcome outcome) {
        lock.lock();
        try {
            failures.add(outcome);
        } finally {
            lock.unlock();
        }
    }

    private Published stored(
            String topic, @Nullable K key, @Nullable V value, List<EventHeader> headers) {
        long offset = ends.merge(topic, 1L, Long::sum) - 1;
        events.add(new MemoryEvent<>(topic, offset, key, value, headers));
        return new Published(topic, 0, offset);
    }

    private static CompletableFuture<PublishOutcome> refused(PublisherException cause) {
        return CompletableFuture.completedFuture(new NotPublished(cause));
    }
}
