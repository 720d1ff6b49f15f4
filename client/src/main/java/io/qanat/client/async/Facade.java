package io.qanat.client.async;

import io.qanat.client.BufferFullException;
import io.qanat.client.ClientClosedException;
import io.qanat.client.ClientException;
import io.qanat.client.PurgedException;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The parts of an [AsyncProducer], put together. Thread-safe.
final class Facade<K, V> implements Message.Home {
    private static final System.Logger LOGGER = System.getLogger(Facade.class.getName());

    /// How long closing may take for telling outcomes, beyond its limit.
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Outlet<K, V> outlet;
    private final Shell shell;
    private final Room room;
    private final CallbackManager callbacks;
    private final BatchExecutor<K, V> executor;
    private final BatchProcessor<K, V> processor;

    /// Outcomes that did not come from the producer, on their way to futures and callbacks.
    private final SerialQueue refusals;

    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Facade(AsyncProducerConfig config, Outlet<K, V> outlet, Shell shell) {
        this.outlet = outlet;
        this.shell = shell;
        room = new Room(config.bufferRecordsMax());
        callbacks =
                new CallbackManager(
                        shell.nanos(), config.callbackPoolMax(), config.slowCallback().toNanos());
        refusals = new SerialQueue(this::tellSoon, this::fail);
        executor =
                new BatchExecutor<>(
                        outlet, room, shell.nanos(), shell.pool(), config.linesMax(), this::fail);
        processor =
                new BatchProcessor<>(
                        config.batchRecordsMax(),
                        executor,
                        new BufferTimeout(config.bufferTimeout(), config.quantum()),
                        shell.nanos(),
                        shell.monitor()::wake);
        shell.monitor().start(() -> processor.advance(shell.nanos().getAsLong()), this::fail);
    }

    BatchProcessor<K, V> processor() {
        return processor;
    }

    CallbackManager callbacks() {
        return callbacks;
    }

    Health health() {
        Throwable cause = failure.get();
        if (cause != null) {
            return new Health.Failed(cause);
        }
        return isClosed.get() ? new Health.Closed() : new Health.Running();
    }

    /// Takes a record if there is room.
    ///
    /// @throws ClientException when it is not taken
    Message<K, V> produce(
            ProducerRecord<K, V> record, @Nullable Duration timeout, Callback callback) {
        if (timeout != null && timeout.isNegative()) {
            throw new IllegalArgumentException("negative timeout " + timeout);
        }
        if (!room.tryEnter()) {
            throw full(record);
        }
        return admitted(record, timeout, callback);
    }

    /// Takes a record, waiting for room.
    ///
    /// @throws ClientException when it is not taken
    Message<K, V> produceBlocking(ProducerRecord<K, V> record, Duration waitMax, Callback callback)
            throws InterruptedException {
        enter(record, waitMax);
        return admitted(record, null, callback);
    }

    /// Takes a record for which the caller is going to wait, waiting for room, and hands it over.
    ///
    /// @throws ClientException when it is not taken
    /// @throws IllegalStateException when the caller would wait for itself
    AwaitedMessage<K, V> sendAwaited(ProducerRecord<K, V> record, Duration waitMax)
            throws InterruptedException {
        refuseInCallback("to wait for a record");
        enter(record, waitMax);
        var message = new AwaitedMessage<>(this, record);
        try {
            processor.addAwaited(message);
        } catch (ClientClosedException e) {
            room.leave(1);
            throw e;
        }
        return message;
    }

    private void enter(ProducerRecord<K, V> record, Duration waitMax) throws InterruptedException {
        if (!room.tryEnter() && !room.enter(waitMax.toNanos())) {
            throw full(record);
        }
    }

    private Message<K, V> admitted(
            ProducerRecord<K, V> record, @Nullable Duration timeout, Callback callback) {
        MessageCallback carried = callbacks.take(callback);
        var message = new Message<>(this, record, carried, timeout);
        try {
            processor.addMessage(message);
        } catch (ClientClosedException e) {
            callbacks.dismiss(carried);
            room.leave(1);
            throw e;
        }
        return message;
    }

    private BufferFullException full(ProducerRecord<K, V> record) {
        return new BufferFullException(record.topic(), room.places(), outlet.bufferLevel());
    }

    @Override
    public void awaited(Message<?, ?> message) {
        refuseInCallback("to wait for a record");
        SerialQueue line = processor.flushFor(message);
        if (line != null) {
            executor.hurry(message.topic(), line);
        }
    }

    @Override
    public void tellLater(Message<?, ?> message, Outcome outcome) {
        if (refusals.add(() -> message.tell(outcome))) {
            refusals.start();
        }
    }

    /// Tells outcomes on a thread of their own, or here when there is none to be had.
    private void tellSoon(Runnable telling) {
        try {
            shell.callbacks().execute(telling);
        } catch (RuntimeException | Error e) {
            fail(e);
            telling.run();
        }
    }

    /// Waits until every record produced so far has its outcome, and its callback was called.
    void flush() throws InterruptedException {
        refuseInCallback("flush");
        processor.flushBuffer(true);
        get(executor.drained());
        outlet.flush();
        get(refusals.drained());
    }

    /// Gives up everything whose outcome is open.
    void abort() {
        var cause = new PurgedException();
        giveUp(cause);
        outlet.purge();
    }

    void close(Duration limit) {
        refuseInCallback("close");
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        long deadlineNanos = shell.nanos().getAsLong() + limit.toNanos();
        processor.close("the producer is closed", null);
        room.close();
        shell.monitor().stop();
        processor.flushBuffer(true);
        boolean isInterrupted = !await(executor.drained(), deadlineNanos);
        executor.purge(
                new ClientClosedException("the producer was closed before the record was sent"));
        long leftNanos = isInterrupted ? 0 : deadlineNanos - shell.nanos().getAsLong();
        outlet.close(Duration.ofNanos(Math.max(0, leftNanos)));
        isInterrupted |= !await(refusals.drained(), shell.nanos().getAsLong() + GRACE_NANOS);
        shell.onClose().run();
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// A part in the background has failed: what waits for it is given up, and nothing is taken any
    /// more.
    private void fail(Throwable cause) {
        if (!failure.compareAndSet(null, cause)) {
            return;
        }
        LOGGER.log(
                System.Logger.Level.ERROR, "batching failed, no record is taken any more", cause);
        processor.close("the producer has failed", cause);
        room.close();
        shell.monitor().stop();
        giveUp(new ClientClosedException("the producer has failed: " + cause, cause));
    }

    private void giveUp(ClientException cause) {
        List<Message<K, V>> buffered = processor.purgeBuffer();
        buffered.forEach(message -> message.giveUp(cause));
        room.leave(buffered.size());
        executor.purge(cause);
    }

    private void refuseInCallback(String action) {
        if (outlet.isInCallback() || shell.callbacks().isHere()) {
            throw new IllegalStateException(
                    action
                            + " within a callback would wait for that callback; hand it to a thread"
                            + " of yours");
        }
    }

    private static void get(CompletableFuture<Void> done) throws InterruptedException {
        try {
            done.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("it never fails", e);
        }
    }

    /// Waits until it is done or the time is over; returns false when interrupted.
    private boolean await(CompletableFuture<Void> done, long deadlineNanos) {
        try {
            long leftNanos = deadlineNanos - shell.nanos().getAsLong();
            done.get(Math.max(0, leftNanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            return false;
        }
        return true;
    }
}
