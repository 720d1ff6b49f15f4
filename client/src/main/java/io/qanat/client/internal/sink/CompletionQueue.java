package io.qanat.client.internal.sink;

import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// The finished batches of one partition on their way to their callbacks: one task at a time, so
/// that callbacks keep the partition's order.
///
/// Tasks are added by the loop and run by the crew. Bounded by the accumulator's budget only as far
/// as memory goes: a batch whose callbacks wait here has given its bytes back.
final class CompletionQueue implements Runnable {
    private final CallbackCrew crew;
    private final Optional<String> topic;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /// Tasks that were added and are not finished; whoever raises it from 0 has it run.
    private final AtomicInteger unfinished = new AtomicInteger();

    private final AtomicInteger finished = new AtomicInteger();

    /// @param topic of all its records; empty when they may be of any
    CompletionQueue(CallbackCrew crew, Optional<String> topic) {
        this.crew = crew;
        this.topic = topic;
    }

    boolean mayBeAbout(String name) {
        return topic.isEmpty() || topic.get().equals(name);
    }

    /// How many tasks were run; it may wrap.
    int finished() {
        return finished.get();
    }

    @Override
    public String toString() {
        return "topic=" + topic.orElse("unknown");
    }

    boolean isIdle() {
        return unfinished.get() == 0;
    }

    void add(Runnable task) {
        tasks.add(task);
        if (unfinished.getAndIncrement() == 0) {
            crew.start(this);
        }
    }

    /// Runs the oldest task; returns whether there are more.
    boolean runOne() {
        Runnable task = tasks.poll();
        if (task != null) {
            task.run();
            finished.incrementAndGet();
        }
        return unfinished.decrementAndGet() > 0;
    }

    @Override
    public void run() {
        boolean isMore = true;
        while (isMore) {
            isMore = runOne();
        }
    }
}
