package io.qanat.it.proxy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Where all bytes of a proxy wait while it is silent, and where its stalls pass. Thread-safe.
final class Gate {
    // guards: isSilent, isClosed
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean isSilent;
    private boolean isClosed;

    void silent(boolean silent) {
        lock.lock();
        try {
            isSilent = silent;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
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

    /// Waits while the proxy is silent.
    void pass() throws IOException {
        lock.lock();
        try {
            while (isSilent && !isClosed) {
                changed.awaitUninterruptibly();
            }
            requireOpen();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a time, and then while the proxy is silent.
    void pause(Duration time) throws IOException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (left > 0 && !isClosed) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            lock.unlock();
        }
        pass();
    }

    private void requireOpen() throws IOException {
        if (isClosed) {
            throw new IOException("the proxy is closed");
        }
    }
}
