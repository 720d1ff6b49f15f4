package io.qanat.client.internal.accumulator;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The bytes that all unfinished records of a producer may take together.
///
/// At the bound, [#tryReserve] refuses. Callers that want to wait stand in line for a [Turn]: while
/// anyone does, only the holder of the turn can reserve, so that the line moves first come, first
/// served. The first in line is woken when an eighth of the budget is free rather than for every
/// batch, and at the latest by the loop's [#nudge]. Thread-safe.
public final class Budget {
    private static final int WAKE_FRACTION = 8;

    private final long totalBytes;
    private final AtomicLong freeBytes;

    /// Guards: line.
    private final ReentrantLock lock = new ReentrantLock();

    private final ArrayDeque<Turn> line = new ArrayDeque<>();

    /// Written under the lock, read by any thread.
    private volatile @Nullable Thread holder;

    /// Written under the lock, read by any thread.
    private volatile int lineLength;

    /// Whether a reservation was refused lately. Set by callers, cleared by the loop.
    private volatile boolean isShort;

    private volatile boolean isClosed;

    /// All of it is free.
    public Budget(long totalBytes) {
        this.totalBytes = totalBytes;
        this.freeBytes = new AtomicLong(totalBytes);
    }

    /// The bound.
    public long totalBytes() {
        return totalBytes;
    }

    /// What is not reserved.
    public long freeBytes() {
        return freeBytes.get();
    }

    /// Takes so many bytes, or none when they are not free or others stand in line.
    boolean tryReserve(long bytes) {
        if (lineLength > 0 && !Thread.currentThread().equals(holder)) {
            return false;
        }
        long free = freeBytes.get();
        while (free >= bytes) {
            if (freeBytes.compareAndSet(free, free - bytes)) {
                return true;
            }
            free = freeBytes.get();
        }
        isShort = true;
        return false;
    }

    /// Takes so many bytes even if they are not free, for a record that was admitted before: then
    /// nothing else is until as much has come back.
    void reserve(long bytes) {
        if (freeBytes.addAndGet(-bytes) < 0) {
            isShort = true;
        }
    }

    /// Whether more than an eighth was taken that was not free.
    boolean isOverdrawn() {
        return freeBytes.get() < -(totalBytes / WAKE_FRACTION);
    }

    /// Gives bytes back.
    void release(long bytes) {
        long free = freeBytes.addAndGet(bytes);
        if (lineLength > 0 && free >= totalBytes / WAKE_FRACTION) {
            wakeFirst();
        }
    }

    /// Whether a reservation was refused since the last time this was asked. Asked by the loop.
    public boolean takeShortage() {
        boolean was = isShort;
        if (was) {
            isShort = false;
        }
        return was;
    }

    /// Lets the first in line try its luck, if anything is free; returns whether anyone waits.
    public boolean nudge() {
        if (lineLength == 0) {
            return false;
        }
        if (freeBytes.get() > 0) {
            wakeFirst();
        }
        return true;
    }

    /// Sends everyone in line away.
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            line.forEach(Turn::grant);
        } finally {
            lock.unlock();
        }
    }

    /// Joins the end of the line. The turn must be closed by the same thread.
    public Turn line() {
        lock.lock();
        try {
            var turn = new Turn(Thread.currentThread());
            line.addLast(turn);
            lineChanged();
            return turn;
        } finally {
            lock.unlock();
        }
    }

    private void wakeFirst() {
        lock.lock();
        try {
            Turn first = line.peekFirst();
            if (first != null) {
                first.grant();
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(Turn turn) {
        lock.lock();
        try {
            line.remove(turn);
            lineChanged();
        } finally {
            lock.unlock();
        }
        if (freeBytes.get() >= totalBytes / WAKE_FRACTION) {
            wakeFirst();
        }
    }

    /// The first in line may reserve even before it is woken: it may have come when bytes were free
    /// again, and then nothing would wake it.
    private void lineChanged() {
        Turn first = line.peekFirst();
        holder = first == null ? null : first.thread;
        lineLength = line.size();
    }

    /// One thread's place in the line. Confined to that thread, but for being granted.
    public final class Turn implements AutoCloseable {
        private final Thread thread;
        private volatile boolean isGranted;

        private Turn(Thread thread) {
            this.thread = thread;
        }

        /// Waits until this thread is first in line and bytes are free, or the budget was closed.
        /// What it then fails to reserve it can wait for again, at the head of the line.
        public void await() throws InterruptedException {
            while (!isGranted && !isClosed) {
                LockSupport.park(Budget.this);
                if (Thread.interrupted()) {
                    throw new InterruptedException("while waiting for room in the send buffer");
                }
            }
            isGranted = false;
        }

        /// Leaves the line.
        @Override
        public void close() {
            leave(this);
        }

        private void grant() {
            isGranted = true;
            LockSupport.unpark(thread);
        }
    }
}
