package io.qanat.client.async;

import io.qanat.client.ClientClosedException;
import io.qanat.client.ClientException;
import io.qanat.client.SerializationException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Hands batches to the producer, each in one call, on the threads of a pool.
///
/// There are a few lines of batches, and those of one topic and partition are always in the same
/// one: so their order is kept, and each line waits for room in the send buffer by itself.
/// Thread-safe.
final class BatchExecutor<K, V> {
    private final Outlet<K, V> outlet;
    private final Room room;
    private final LongSupplier nanos;
    private final List<SerialQueue> lines;

    /// How often everything was given up.
    private final AtomicInteger purges = new AtomicInteger();

    /// @param pool has a thread for each line
    /// @param onFailure told of what ends a line's work unexpectedly
    BatchExecutor(
            Outlet<K, V> outlet,
            Room room,
            LongSupplier nanos,
            Executor pool,
            int linesMax,
            Consumer<Throwable> onFailure) {
        this.outlet = outlet;
        this.room = room;
        this.nanos = nanos;
        this.lines =
                IntStream.range(0, linesMax)
                        .mapToObj(index -> new SerialQueue(pool, onFailure))
                        .toList();
    }

    /// One batch in its line.
    private final class Task implements Runnable {
        private final MessageBatch<K, V> batch;
        private final long sinceNanos;
        private final boolean isHurried;

        private Task(MessageBatch<K, V> batch, long sinceNanos, boolean isHurried) {
            this.batch = batch;
            this.sinceNanos = sinceNanos;
            this.isHurried = isHurried;
        }

        @Override
        public void run() {
            try {
                executeBatch(batch, sinceNanos);
            } finally {
                batch.entries().forEach(Message::forget);
                room.leave(batch.size());
            }
            if (isHurried) {
                outlet.hurry(batch.topic());
            }
        }
    }

    /// Puts a batch into its line.
    ///
    /// @param sinceNanos when the oldest record in the buffer was produced
    /// @param isHurried whether it is not to linger in the producer
    /// @return the line, if it is to be started
    @Nullable SerialQueue submit(MessageBatch<K, V> batch, long sinceNanos, boolean isHurried) {
        SerialQueue line = line(batch);
        batch.entries().forEach(message -> message.line(line));
        return line.add(new Task(batch, sinceNanos, isHurried)) ? line : null;
    }

    /// Lets nothing of a topic linger that is in a line or was handed over.
    void hurry(String topic, SerialQueue line) {
        if (line.isIdle()) {
            outlet.hurry(topic);
        } else if (line.add(() -> outlet.hurry(topic))) {
            line.start();
        }
    }

    /// Completes when all batches that are in a line by now have been handed over.
    CompletableFuture<Void> drained() {
        return CompletableFuture.allOf(
                lines.stream().map(SerialQueue::drained).toArray(CompletableFuture<?>[]::new));
    }

    /// Gives up what was not handed over.
    void purge(ClientException cause) {
        purges.incrementAndGet();
        for (SerialQueue line : lines) {
            for (Runnable task : line.tasks()) {
                if (task instanceof BatchExecutor<?, ?>.Task pending) {
                    pending.batch.entries().forEach(message -> message.giveUp(cause));
                }
            }
        }
    }

    /// Hands a batch over, waiting for room.
    private void executeBatch(MessageBatch<K, V> batch, long sinceNanos) {
        int purgesBefore = purges.get();
        try {
            outlet.sendAll(batch.entries(), waited(sinceNanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp(batch, e);
        } catch (RuntimeException | Error e) {
            handlePartialFailures(batch, sinceNanos);
        }
        if (purges.get() != purgesBefore) {
            // One record may have waited for room meanwhile, and got it.
            batch.entries().forEach(Message::withdraw);
        }
    }

    /// After an unexpected failure: those records that were not taken are tried one by one, so that
    /// the bad one fails alone. None is sent again that may have been accepted.
    private void handlePartialFailures(MessageBatch<K, V> batch, long sinceNanos) {
        for (Message<K, V> message : batch.entries()) {
            if (!message.isBuffered()) {
                message.giveUpUnsure(cutOff(batch));
                continue;
            }
            try {
                outlet.sendAll(List.of(message), waited(sinceNanos));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                giveUp(batch, e);
            } catch (RuntimeException | Error e) {
                message.giveUp(new SerializationException("whole", batch.topic(), e));
                message.giveUpUnsure(cutOff(batch));
            }
        }
    }

    private static ClientException cutOff(MessageBatch<?, ?> batch) {
        return new ClientClosedException(
                "produce to " + batch.topic() + " was cut off by a failure");
    }

    private void giveUp(MessageBatch<K, V> batch, Throwable cause) {
        var reason =
                new ClientClosedException(
                        "produce to " + batch.topic() + " was interrupted", cause);
        batch.entries().forEach(message -> message.giveUp(reason));
    }

    private Duration waited(long sinceNanos) {
        return Duration.ofNanos(Math.max(0, nanos.getAsLong() - sinceNanos));
    }

    private SerialQueue line(MessageBatch<K, V> batch) {
        int hash = Objects.hash(batch.topic(), batch.partition());
        return lines.get(Math.floorMod(hash, lines.size()));
    }
}
