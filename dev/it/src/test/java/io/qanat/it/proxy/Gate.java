package io.qanat.it.proxy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// Where bytes of a proxy wait while it is silent, and where its stalls pass. Thread-safe.
final class Gate {
    // guards: silent, isClosed
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Predicate<String> silent = clientId -> false;
    private boolean isClosed;

    /// Lets bytes of some clients wait, and all others pass.
    void silence(Predicate<String> clientIds) {
        lock.lock();
        try {
            silent = clientIds;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Lets all bytes pass.
    void heal() {
        silence(clientId -> false);
    }

    /// Ends all waits, now and later.
    void close() {
        lock.lock();
        try {
            isClosed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits while the proxy is silent for a client.
    void pass(String clientId) throws IOException {
        lock.lock();
        try {
            while (silent.test(clientId) && !isClosed) {
                changed.awaitUninterruptibly();
            }
            requireOpen();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a time.
    void pause(Duration time) throws IOException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (left > 0 && !isClosed) {
                left = changed.awaitNanos(left);
            }
            requireOpen();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() throws IOException {
        if (isClosed) {
            throw new IOException("the proxy is closed");
        }
    }
}
