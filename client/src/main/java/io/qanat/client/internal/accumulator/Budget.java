package io.qanat.client.internal.accumulator;

import io.qanat.client.BufferLevel;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The bytes that all unfinished records of a producer may take together, and how many records
/// there may be.
///
/// A record counts until its callback is called, its bytes until their memory is free. Both are
/// reserved in one step, so neither bound is ever passed, and nobody is refused who would have
/// fitted. At the bound, [#tryReserve] refuses. Callers that want to wait stand in line for a
/// [Turn]: while anyone does, only the holder of the turn can reserve, so that the line moves first
/// come, first served. The first in line is woken when an eighth of the budget is free rather than
/// for every batch, and at the latest by the loop's [#nudge]. Thread-safe.
public final class Budget {
    private static final int WAKE_FRACTION = 8;

    /// The bits of a packed number that count records; those above count bytes, and may be
    /// negative.
    private static final int RECORD_BITS = 24;

    /// The most records that can be counted.
    public static final int RECORDS_MAX = (1 << RECORD_BITS) - 1;

    /// The most bytes that can be counted.
    public static final long BYTES_MAX = (1L << (Long.SIZE - 2 - RECORD_BITS)) - 1;

    private final long totalBytes;
    private final int totalRecords;

    /// Bytes and records, packed.
    private final AtomicLong free;

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
    public Budget(long totalBytes, int totalRecords) {
        this.totalBytes = totalBytes;
        this.totalRecords = totalRecords;
        this.free = new AtomicLong(packed(totalBytes, totalRecords));
    }

    /// The bound of bytes.
    public long totalBytes() {
        return totalBytes;
    }

    /// The bytes that are not reserved.
    public long freeBytes() {
        return bytes(free.get());
    }

    /// Both bounds and what is not reserved.
    public BufferLevel level() {
        long now = free.get();
        return new BufferLevel(totalBytes, bytes(now), totalRecords, records(now));
    }

    /// Takes so many bytes for one more record, or nothing when there is no room or others stand in
    /// line.
    boolean tryReserve(long bytes) {
        if (lineLength > 0 && !Thread.currentThread().equals(holder)) {
            return false;
        }
        long now = free.get();
        while (records(now) > 0 && (bytes == 0 || bytes(now) >= bytes)) {
            if (free.compareAndSet(now, now - packed(bytes, 1))) {
                return true;
            }
            now = free.get();
        }
        isShort = true;
        return false;
    }

    /// Takes so many bytes even if they are not free, for a record that was admitted before: then
    /// nothing else is until as much has come back.
    void reserve(long bytes) {
        if (bytes(free.addAndGet(-packed(bytes, 0))) < 0) {
            isShort = true;
        }
    }

    /// Whether more than an eighth was taken that was not free.
    boolean isOverdrawn() {
        return freeBytes() < -(totalBytes / WAKE_FRACTION);
    }

    /// Gives back the bytes of records and their places.
    void release(long bytes, int records) {
        long now = free.addAndGet(packed(bytes, records));
        if (lineLength > 0 && isRoomy(now)) {
            wakeFirst();
        }
    }

    private boolean isRoomy(long packed) {
        return bytes(packed) >= totalBytes / WAKE_FRACTION
                && records(packed) >= Math.max(1, totalRecords / WAKE_FRACTION);
    }

    private static long packed(long bytes, int records) {
        return (bytes << RECORD_BITS) + records;
    }

    private static long bytes(long packed) {
        return packed >> RECORD_BITS;
    }

    private static int records(long packed) {
        return (int) (packed & RECORDS_MAX);
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
        long now = free.get();
        if (bytes(now) > 0 && records(now) > 0) {
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
        if (isRoomy(free.get())) {
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

        /// Waits until this thread is first in line and there is room, or the budget was closed, or
        /// the time is over. What it then fails to reserve it can wait for again, at the head of
        /// the line.
        ///
        /// @return whether there was time left
        public boolean await(LongSupplier nanos, long deadlineNanos) throws InterruptedException {
            while (!isGranted && !isClosed) {
                long leftNanos = deadlineNanos - nanos.getAsLong();
                if (leftNanos <= 0) {
                    return false;
                }
                LockSupport.parkNanos(Budget.this, leftNanos);
                if (Thread.interrupted()) {
                    throw new InterruptedException("while waiting for room in the send buffer");
                }
            }
            isGranted = false;
            return true;
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
