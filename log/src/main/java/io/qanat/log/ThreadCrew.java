package io.qanat.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The caller's thread with a few helpers, which live only as long as there is work. Thread-safe.
final class ThreadCrew implements Crew {
    private static final int THREADS_MAX = 8;

    /// So many partitions are not worth another thread.
    private static final int ITEMS_PER_THREAD_MIN = 8;

    private final ThreadFactory threads;

    ThreadCrew(ThreadFactory threads) {
        this.threads = threads;
    }

    @Override
    public <T> void forEach(Collection<T> items, Work<T> work) throws IOException {
        var job = new Job<>(items.iterator(), work);
        List<Thread> helpers = new ArrayList<>();
        int count = Math.min(items.size() / ITEMS_PER_THREAD_MIN, THREADS_MAX) - 1;
        for (int i = 0; i < count; i++) {
            Thread helper = threads.newThread(job);
            helpers.add(helper);
            helper.start();
        }
        job.run();
        helpers.forEach(ThreadCrew::await);
        job.throwFailure();
    }

    private static void await(Thread helper) {
        boolean interrupted = false;
        while (helper.isAlive()) {
            try {
                helper.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// One call's work, shared by its threads.
    private static final class Job<T> implements Runnable {
        private final Work<T> work;

        // guards: items, failure
        private final ReentrantLock lock = new ReentrantLock();
        private final Iterator<T> items;
        private @Nullable Throwable failure;

        Job(Iterator<T> items, Work<T> work) {
            this.items = items;
            this.work = work;
        }

        @Override
        public void run() {
            for (T item = next(); item != null; item = next()) {
                try {
                    work.on(item);
                } catch (IOException | RuntimeException | Error e) {
                    // Handed to the caller, who waits.
                    fail(e);
                }
            }
        }

        private @Nullable T next() {
            lock.lock();
            try {
                return failure == null && items.hasNext() ? items.next() : null;
            } finally {
                lock.unlock();
            }
        }

        private void fail(Throwable e) {
            lock.lock();
            try {
                if (failure == null) {
                    failure = e;
                }
            } finally {
                lock.unlock();
            }
        }

        void throwFailure() throws IOException {
            lock.lock();
            try {
                switch (failure) {
                    case null -> {}
                    case IOException e -> throw e;
                    case RuntimeException e -> throw e;
                    case Error e -> throw e;
                    default -> throw new IllegalStateException(failure);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
