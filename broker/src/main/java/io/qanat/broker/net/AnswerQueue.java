package io.qanat.broker.net;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One connection's unanswered requests in the order of their arrival. Thread-safe: the reader
/// adds, the writer takes.
///
/// At the bound the reader waits, so a client that sends without reading answers stops itself.
final class AnswerQueue {
    /// One unanswered request.
    ///
    /// @param exchange its answer to come
    /// @param lease its bytes
    record Entry(Exchange exchange, Lease lease) {
        boolean isReady() {
            return exchange.answer() instanceof Answer.Underway underway
                    && underway.done().isDone();
        }
    }

    private final int entriesMax;
    private final long bytesMax;

    // guards: entries, bytes, ended
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long bytes;
    private boolean ended;

    AnswerQueue(int entriesMax, long bytesMax) {
        this.entriesMax = entriesMax;
        this.bytesMax = bytesMax;
    }

    /// Waits until there is room for one more request: always, when nothing is unanswered.
    void awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!ended && (entries.size() >= entriesMax || bytes >= bytesMax)) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Adds a request.
    ///
    /// @return false if the queue has ended, and the entry stays with the caller
    boolean add(Entry entry) {
        lock.lock();
        try {
            if (ended) {
                return false;
            }
            entries.add(entry);
            bytes += entry.lease().sizeInBytes();
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the oldest request and takes it off; null once the queue has ended and is drained.
    @Nullable Entry take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (entries.isEmpty() && !ended) {
                changed.await();
            }
            return poll();
        } finally {
            lock.unlock();
        }
    }

    /// Takes the oldest request off if its reply is known already.
    @Nullable Entry takeReady() {
        lock.lock();
        try {
            Entry head = entries.peek();
            return head == null || !head.isReady() ? null : poll();
        } finally {
            lock.unlock();
        }
    }

    /// Ends the queue: nothing is added any more, what is there can be taken.
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Drops what nobody will take any more.
    void abandon() {
        lock.lock();
        try {
            for (Entry entry = poll(); entry != null; entry = poll()) {
                if (entry.exchange().answer() instanceof Answer.InTurn) {
                    entry.lease().release();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Entry poll() {
        Entry head = entries.poll();
        if (head != null) {
            bytes -= head.lease().sizeInBytes();
            changed.signalAll();
        }
        return head;
    }
}
