package io.qanat.bench.log.variant;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits for the one thread that takes all of it at once. Thread-safe.
final class Intake<T> {
    // guards: waiting, closing
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private List<T> waiting = new ArrayList<>();
    private boolean closing;

    void put(T item) {
        lock.lock();
        try {
            waiting.add(item);
            if (waiting.size() == 1) {
                notEmpty.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits for some; none when there will be no more.
    List<T> take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closing) {
                notEmpty.awaitUninterruptibly();
            }
            List<T> all = waiting;
            waiting = new ArrayList<>();
            return all;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closing = true;
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }
}
