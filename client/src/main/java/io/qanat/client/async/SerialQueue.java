package io.qanat.client.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Tasks that run one after the other, in the order in which they were added. Any thread adds; one
/// thread of the executor at a time runs.
///
/// Bounded by the facade's [Room]: a task holds places of it, or belongs to a caller who waits.
final class SerialQueue implements Runnable {
    private final Executor executor;
    private final Consumer<Throwable> onFailure;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /// Whether the executor did not take it: its tasks are not run any more.
    private volatile boolean isDead;

    /// Tasks that were added and are not finished; whoever raises it from 0 has it run.
    private final AtomicInteger unfinished = new AtomicInteger();

    /// The place of somebody who waits for what is before it. Immutable.
    private record End(CompletableFuture<Void> done) implements Runnable {
        @Override
        public void run() {
            done.complete(null);
        }
    }

    /// @param onFailure told of what a task threw, or why the executor did not take this queue
    SerialQueue(Executor executor, Consumer<Throwable> onFailure) {
        this.executor = executor;
        this.onFailure = onFailure;
    }

    boolean isIdle() {
        return unfinished.get() == 0;
    }

    /// The tasks that are not finished, in their order, the running one included.
    Iterable<Runnable> tasks() {
        return tasks;
    }

    /// Adds a task; returns whether the queue is then to be started.
    boolean add(Runnable task) {
        tasks.add(task);
        return unfinished.getAndIncrement() == 0;
    }

    /// Completes when all tasks that are there by now have run, or will never be.
    CompletableFuture<Void> drained() {
        var end = new End(new CompletableFuture<>());
        if (isIdle()) {
            end.run();
        } else if (add(end)) {
            start();
        }
        if (isDead) {
            end.run();
        }
        return end.done;
    }

    /// Has the tasks run, after [#add] said so.
    void start() {
        try {
            executor.execute(this);
        } catch (RuntimeException | Error e) {
            isDead = true;
            for (Runnable task : tasks) {
                if (task instanceof End end) {
                    end.run();
                }
            }
            onFailure.accept(e);
        }
    }

    @Override
    public void run() {
        do {
            Runnable task = tasks.peek();
            if (task != null) {
                try {
                    task.run();
                } catch (RuntimeException | Error e) {
                    // The thread's top frame: one task must not cost the others theirs.
                    onFailure.accept(e);
                }
                tasks.poll();
            }
        } while (unfinished.decrementAndGet() > 0);
    }
}
