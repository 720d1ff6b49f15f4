package io.qanat.client.internal.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/// All completion queues of a producer. Confined to the client's loop.
final class Completions {
    private final CallbackCrew crew;
    private final CallbackWatch watch;
    private final List<CompletionQueue> queues = new ArrayList<>();

    Completions(Executor executor, CallbackWatch watch) {
        this.crew = new CallbackCrew(executor);
        this.watch = watch;
    }

    /// There will be no more turns of the loop.
    void end() {
        crew.end();
    }

    /// The end of a turn: has callbacks called, and looks after those that do not return.
    void watch(long nowNanos) {
        crew.look(nowNanos);
        watch.look(queues, nowNanos);
    }

    /// When to look after them again.
    long nextNanos(long otherwise) {
        return crew.nextNanos(watch.nextNanos(otherwise));
    }

    /// A queue for records that keep an order among themselves.
    CompletionQueue newQueue() {
        return newQueue(Optional.empty());
    }

    /// A queue for records of one topic.
    CompletionQueue newQueue(String topic) {
        return newQueue(Optional.of(topic));
    }

    private CompletionQueue newQueue(Optional<String> topic) {
        var queue = new CompletionQueue(crew, topic);
        queues.add(queue);
        return queue;
    }

    /// Runs `whenDone` once all callbacks that wait by now have been called.
    void afterAll(Runnable whenDone) {
        afterAll(Optional.empty(), whenDone);
    }

    /// Runs `whenDone` once all callbacks of records of a topic that wait by now have been called.
    ///
    /// @param topic empty for all
    void afterAll(Optional<String> topic, Runnable whenDone) {
        List<CompletionQueue> busy =
                queues.stream()
                        .filter(queue -> !queue.isIdle())
                        .filter(queue -> topic.map(queue::mayBeAbout).orElse(true))
                        .toList();
        if (busy.isEmpty()) {
            whenDone.run();
            return;
        }
        var left = new AtomicInteger(busy.size());
        for (CompletionQueue queue : busy) {
            queue.add(() -> {
                if (left.decrementAndGet() == 0) {
                    whenDone.run();
                }
            });
        }
    }
}
