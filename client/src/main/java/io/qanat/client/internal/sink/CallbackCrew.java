package io.qanat.client.internal.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The threads that run completion queues: one for all of them while callbacks return soon, one for
/// each once a callback keeps the others waiting.
///
/// Waking a thread costs the loop more than the callbacks of a batch. A callback that blocks must
/// hold up its own partition only, so the loop looks whether the shared thread gets on; if it does
/// not, every queue that waits gets a thread, and so do all for a while. Called by the loop but for
/// what [Shared] does.
final class CallbackCrew {
    /// So long may callbacks that wait for something keep the queues of other partitions waiting.
    static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /// So long may those that compute, or whose thread was given no processor.
    static final long BUSY_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /// So long each queue gets a thread of its own after that.
    static final long APART_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Executor executor;

    /// Guards: ready, shared, taken.
    private final ReentrantLock lock = new ReentrantLock();

    /// The queues that wait for the shared thread; empty when there is none.
    private final ArrayDeque<CompletionQueue> ready = new ArrayDeque<>();

    private @Nullable Shared shared;

    /// How many batches the shared thread began; it may wrap.
    private int taken;

    private int takenSeen;
    private long takenSeenNanos;

    /// What `taken` will be when the queue has been taken that was the last in line then.
    private int lastInLine;

    private long lastInLineNanos;
    private long lookedNanos;
    private boolean isApart;
    private long apartUntilNanos;
    private boolean hasEnded;

    /// The one thread for all queues: a batch of each in turn.
    private final class Shared implements Runnable {
        private final CompletionQueue first;

        /// Written by itself when it begins, read by the loop.
        private volatile @Nullable Thread thread;

        private Shared(CompletionQueue first) {
            this.first = first;
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            CompletionQueue queue = first;
            while (queue != null) {
                boolean isMore = queue.runOne();
                queue = next(isMore ? queue : null);
            }
        }

        /// The queue whose turn it is.
        ///
        /// @param again one that has more to run
        private @Nullable CompletionQueue next(@Nullable CompletionQueue again) {
            lock.lock();
            try {
                if (shared != this) {
                    return again;
                }
                if (again != null) {
                    ready.addLast(again);
                }
                CompletionQueue next = ready.pollFirst();
                taken++;
                if (next == null) {
                    shared = null;
                }
                return next;
            } finally {
                lock.unlock();
            }
        }
    }

    /// @param executor gives each task a thread, or runs it at once
    CallbackCrew(Executor executor) {
        this.executor = executor;
    }

    /// Has a queue run that has work since now: from the end of the loop's turn on.
    void start(CompletionQueue queue) {
        if (isApart) {
            executor.execute(queue);
            return;
        }
        lock.lock();
        try {
            ready.addLast(queue);
        } finally {
            lock.unlock();
        }
    }

    /// The end of a turn: starts the shared thread if there is work, and gives threads to those who
    /// wait for a callback that does not return.
    void look(long nowNanos) {
        lookedNanos = nowNanos;
        if (isApart && !hasEnded && nowNanos - apartUntilNanos >= 0) {
            isApart = false;
        }
        Shared fresh = fresh();
        if (fresh != null) {
            executor.execute(fresh);
        } else {
            List<CompletionQueue> late = late(nowNanos);
            if (!late.isEmpty()) {
                isApart = true;
                apartUntilNanos = nowNanos + APART_NANOS;
                late.forEach(executor::execute);
            }
        }
    }

    /// There will be no more turns.
    void end() {
        isApart = true;
        hasEnded = true;
        waiting().forEach(executor::execute);
    }

    /// When to look again.
    long nextNanos(long otherwise) {
        lock.lock();
        try {
            long next = shared == null ? takenSeenNanos : lookedNanos + PATIENCE_NANOS;
            return ready.isEmpty() || next - otherwise >= 0 ? otherwise : next;
        } finally {
            lock.unlock();
        }
    }

    /// The shared thread if it is to be started.
    private @Nullable Shared fresh() {
        lock.lock();
        try {
            CompletionQueue first = shared == null ? ready.pollFirst() : null;
            if (first == null) {
                return null;
            }
            shared = new Shared(first);
            return shared;
        } finally {
            lock.unlock();
        }
    }

    /// The queues that have waited for too long.
    private List<CompletionQueue> late(long nowNanos) {
        lock.lock();
        try {
            if (taken != takenSeen) {
                takenSeen = taken;
                takenSeenNanos = nowNanos;
            }
            if (ready.isEmpty() || taken - lastInLine >= 0) {
                lastInLine = taken + ready.size();
                lastInLineNanos = nowNanos;
                return List.of();
            }
            Thread thread = shared == null ? null : shared.thread;
            return thread != null && isLate(thread, nowNanos) ? waiting() : List.of();
        } finally {
            lock.unlock();
        }
    }

    private boolean isLate(Thread thread, long nowNanos) {
        boolean isParked = thread.getState() != Thread.State.RUNNABLE;
        return (isParked && nowNanos - takenSeenNanos >= PATIENCE_NANOS)
                || nowNanos - lastInLineNanos >= BUSY_PATIENCE_NANOS;
    }

    /// Takes all queues that wait; the thread they waited for keeps the one it has.
    private List<CompletionQueue> waiting() {
        lock.lock();
        try {
            var waiting = new ArrayList<>(ready);
            ready.clear();
            shared = null;
            return waiting;
        } finally {
            lock.unlock();
        }
    }
}
