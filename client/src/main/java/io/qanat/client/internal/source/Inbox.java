package io.qanat.client.internal.source;

import io.qanat.client.ClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What was fetched and not polled yet.
///
/// The bound is kept by the loop, which asks [#hasRoom] before it fetches: one answer of each
/// broker may exceed it. Thread-safe.
public final class Inbox {
    private final int bytesMax;

    /// Guards: items, bytes, end.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition notEmpty = lock.newCondition();
    private List<Fetched> items = new ArrayList<>();
    private long bytes;
    private @Nullable ClientException end;

    /// Is empty.
    public Inbox(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    /// Takes everything; if there is nothing, waits for something at most so long.
    ///
    /// @throws ClientException when the inbox was closed
    public List<Fetched> take(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (items.isEmpty() && end == null && left > 0) {
                left = notEmpty.awaitNanos(left);
            }
            if (end != null) {
                throw end;
            }
            List<Fetched> taken = items;
            items = new ArrayList<>();
            bytes = 0;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    boolean hasRoom() {
        lock.lock();
        try {
            return bytes < bytesMax;
        } finally {
            lock.unlock();
        }
    }

    void put(Fetched item) {
        lock.lock();
        try {
            items.add(item);
            bytes += item.sizeInBytes();
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Forgets everything: whoever takes fails from now on.
    void close(ClientException cause) {
        lock.lock();
        try {
            end = cause;
            notEmpty.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
