package io.qanat.client.async;

import io.qanat.client.ClientClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The buffer of records that were produced and not handed over, and their grouping into batches.
///
/// It holds references only. Thread-safe.
final class BatchProcessor<K, V> {
    /// A record's group. Immutable.
    private record Group(String topic, @Nullable Integer partition) {
        boolean has(Message<?, ?> message) {
            return message.topic().equals(topic)
                    && Objects.equals(message.record().partition(), partition);
        }
    }

    /// What was taken out of the buffer. Immutable.
    private record Load<K, V>(List<Message<K, V>> messages, long sinceNanos) {}

    private final int batchRecordsMax;
    private final BatchExecutor<K, V> executor;
    private final BufferTimeout timeout;
    private final LongSupplier nanos;
    private final Runnable wakeMonitor;
    private final OwnDeadlines deadlines = new OwnDeadlines();

    /// Held while records go from the buffer to the executor, so that they keep their order there.
    private final ReentrantLock handover = new ReentrantLock();

    /// Guards: buffer, timeout, deadlines, refusal.
    private final ReentrantLock lock = new ReentrantLock();

    private ArrayList<Message<K, V>> buffer = new ArrayList<>();
    private @Nullable String refusal;
    private @Nullable Throwable refusalCause;

    /// @param batchRecordsMax a buffer of so many records is flushed
    /// @param wakeMonitor has [#advance] called soon
    BatchProcessor(
            int batchRecordsMax,
            BatchExecutor<K, V> executor,
            BufferTimeout timeout,
            LongSupplier nanos,
            Runnable wakeMonitor) {
        this.batchRecordsMax = batchRecordsMax;
        this.executor = executor;
        this.timeout = timeout;
        this.nanos = nanos;
        this.wakeMonitor = wakeMonitor;
    }

    /// Takes a record.
    ///
    /// @throws ClientClosedException when no record is taken any more
    void addMessage(Message<K, V> message) {
        boolean isSooner;
        boolean isFull;
        lock.lock();
        try {
            isSooner = add(message);
            isFull = buffer.size() >= batchRecordsMax || timeout.isImmediate();
        } finally {
            lock.unlock();
        }
        if (isFull) {
            flushBuffer(false);
        } else if (isSooner) {
            wakeMonitor.run();
        }
    }

    /// Takes a record somebody waits for, and hands everything over at once: no preview shows it.
    ///
    /// @throws ClientClosedException when no record is taken any more
    void addAwaited(AwaitedMessage<K, V> message) {
        List<SerialQueue> lines;
        handover.lock();
        try {
            lock.lock();
            try {
                var unused = add(message);
            } finally {
                lock.unlock();
            }
            lines = hand(takeBuffer(), true);
        } finally {
            handover.unlock();
        }
        lines.forEach(SerialQueue::start);
    }

    /// Hands over what is in the buffer, in batches.
    ///
    /// @param isHurried whether it is not to linger in the producer either
    void flushBuffer(boolean isHurried) {
        List<SerialQueue> lines;
        handover.lock();
        try {
            lines = hand(takeBuffer(), isHurried);
        } finally {
            handover.unlock();
        }
        lines.forEach(SerialQueue::start);
    }

    /// Hands over what is in the buffer, not to linger, if that message was not handed over yet.
    ///
    /// @return where it was handed over before; null when it was not
    @Nullable SerialQueue flushFor(Message<?, ?> message) {
        List<SerialQueue> lines;
        handover.lock();
        try {
            SerialQueue line = message.line();
            if (line != null) {
                return line;
            }
            lines = hand(takeBuffer(), true);
        } finally {
            handover.unlock();
        }
        lines.forEach(SerialQueue::start);
        return null;
    }

    /// How many records are in the buffer.
    int bufferSize() {
        lock.lock();
        try {
            return buffer.size();
        } finally {
            lock.unlock();
        }
    }

    /// The batches that [#flushBuffer] would make now. Changes nothing.
    List<MessageBatch<K, V>> previewBatches() {
        // Nothing is handed over meanwhile, so every record is still there.
        handover.lock();
        try {
            return createBatches(copy());
        } finally {
            handover.unlock();
        }
    }

    /// Flushes what is due, and gives up records whose own time is over.
    ///
    /// @return nanoseconds until the next call; [Long#MAX_VALUE] when there is nothing to wait for
    long advance(long nowNanos) {
        while (true) {
            BufferTimeout.Due due;
            List<Runnable> overdue;
            long nextNanos;
            lock.lock();
            try {
                overdue = deadlines.takeDue(nowNanos);
                due = timeout.look(nowNanos, buffer.size());
                nextNanos = nextNanos(nowNanos);
            } finally {
                lock.unlock();
            }
            overdue.forEach(Runnable::run);
            if (due == BufferTimeout.Due.NOTHING) {
                return nextNanos;
            }
            flushBuffer(true);
        }
    }

    /// Takes no record from now on.
    void close(String why, @Nullable Throwable cause) {
        lock.lock();
        try {
            if (refusal == null) {
                refusal = why;
                refusalCause = cause;
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes everything out without handing it over.
    List<Message<K, V>> purgeBuffer() {
        return takeBuffer().messages();
    }

    /// Groups records by topic and partition; groups are in the order of their first record, and
    /// records keep theirs.
    static <K, V> List<MessageBatch<K, V>> createBatches(List<Message<K, V>> messages) {
        Map<Group, List<Message<K, V>>> groups = new LinkedHashMap<>();
        Group group = null;
        List<Message<K, V>> members = new ArrayList<>();
        for (Message<K, V> message : messages) {
            if (group == null || !group.has(message)) {
                group = new Group(message.topic(), message.record().partition());
                members = groups.computeIfAbsent(group, key -> new ArrayList<>());
            }
            members.add(message);
        }
        var batches = new ArrayList<MessageBatch<K, V>>(groups.size());
        groups.forEach((key, all) ->
                batches.add(MessageBatch.createMessageBatch(key.topic(), key.partition(), all)));
        return List.copyOf(batches);
    }

    /// Adds a record; returns whether the monitor has to look sooner. Called under the lock.
    private boolean add(Message<K, V> message) {
        requireOpen(message);
        buffer.add(message);
        boolean isSooner = timeout.markActivity(nanos);
        Duration own = message.timeout().orElse(null);
        if (own == null) {
            return isSooner;
        }
        long nowNanos = nanos.getAsLong();
        message.youngerBy(Duration.ofNanos(nowNanos - timeout.oldestNanos()));
        return deadlines.add(message, own, nowNanos) || isSooner;
    }

    private long nextNanos(long nowNanos) {
        long nextNanos =
                timeout.isArmed() ? Math.max(0, timeout.nextNanos() - nowNanos) : Long.MAX_VALUE;
        return deadlines.nextNanos(nowNanos, nextNanos);
    }

    private List<SerialQueue> hand(Load<K, V> load, boolean isHurried) {
        var started = new ArrayList<SerialQueue>();
        List<MessageBatch<K, V>> batches = createBatches(load.messages());
        for (MessageBatch<K, V> batch : batches) {
            SerialQueue line = executor.submit(batch, load.sinceNanos(), isHurried);
            if (line != null) {
                started.add(line);
            }
        }
        return started;
    }

    private Load<K, V> takeBuffer() {
        lock.lock();
        try {
            var load = new Load<>(buffer, timeout.oldestNanos());
            if (!buffer.isEmpty()) {
                buffer = new ArrayList<>(Math.min(batchRecordsMax, 2 * buffer.size()));
                timeout.disarm();
            }
            return load.messages().isEmpty() ? new Load<>(List.of(), 0) : load;
        } finally {
            lock.unlock();
        }
    }

    private List<Message<K, V>> copy() {
        lock.lock();
        try {
            return List.copyOf(buffer);
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen(Message<K, V> message) {
        if (refusal != null) {
            String text = "produce to " + message.topic() + ": " + refusal;
            throw refusalCause == null
                    ? new ClientClosedException(text)
                    : new ClientClosedException(text, refusalCause);
        }
    }
}
