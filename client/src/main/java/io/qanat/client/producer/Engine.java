package io.qanat.client.producer;

import io.qanat.client.ClientException;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.internal.accumulator.Accumulator;
import io.qanat.client.internal.net.Calendar;
import io.qanat.client.internal.net.CallbackExecutor;
import io.qanat.client.internal.net.ClientLoop;
import io.qanat.client.internal.net.Machine;
import io.qanat.client.internal.net.Readiness;
import io.qanat.client.internal.net.WorkerCompressor;
import io.qanat.client.internal.sink.Outlets;
import io.qanat.client.internal.sink.ProducerCore;
import io.qanat.client.internal.sink.Shell;
import io.qanat.client.internal.sink.Sinks;
import io.qanat.record.ChunkPool;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// The parts of a producer, put together. Thread-safe.
final class Engine implements Intake.Owner {
    /// Small, so that a partition that is hardly written to takes little of the buffer.
    private static final int FIRST_CHUNK_BYTES = 2 * 1024;

    private static final int CHUNK_BYTES = 16 * 1024;

    /// How long closing may take for giving up, beyond its limit.
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Machine machine;
    private final Calendar calendar;
    private final ClientLoop loop;
    private final Readiness readiness;
    private final ChunkPool pool;
    private final Accumulator accumulator;
    private final Sinks sinks;
    private final TopicFinder topics;
    private final CallbackExecutor callbacks;
    private final WorkerCompressor compressor;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final ProducerConfig config;
    private final TransactionDesk transactions;

    /// Whether a thread that waits for a record may do the loop's work: not where callbacks are
    /// promised to run on the loop, and in vain where records linger.
    private final boolean sendsHere;

    /// Whether records are refused: the producer is closed, or has no open transaction although its
    /// records belong to one. Written by whoever closes it, begins a transaction or ends it.
    private volatile boolean isShut;

    Engine(ProducerConfig config, boolean callsBackInline) {
        ConnectionConfig connection = config.connection();
        this.config = config;
        isShut = config.isTransactional();
        sendsHere = config.linger().isZero() && !callsBackInline;
        machine = new Machine("producer-" + connection.clientId());
        calendar = new Calendar(machine::millis, machine.nanos());
        loop = new ClientLoop(machine);
        compressor = new WorkerCompressor(machine, loop);
        callbacks = new CallbackExecutor(callsBackInline ? Runnable::run : machine.callbacks());
        pool = chunks(config.bufferBytes());
        var core =
                ProducerCore.of(
                        config,
                        pool,
                        new Shell(loop, machine::nanos, loop::ring, machine.random()),
                        new Outlets(callbacks, compressor, machine.callbacks()));
        accumulator = core.accumulator();
        readiness = new Readiness(connection, core.cluster());
        sinks = core.sinks();
        topics = new TopicFinder(connection, loop, sinks, core.cluster().metadata());
        transactions = new TransactionDesk(config, loop, sinks, this::admit);
        loop.start(sinks);
    }

    /// The producer's transactions.
    TransactionDesk transactions() {
        return transactions;
    }

    private void admit(boolean isOpen) {
        isShut = !isOpen;
        if (isClosed.get()) {
            isShut = true;
        }
    }

    void awaitReady(Duration limit) throws InterruptedException {
        readiness.await(limit);
    }

    void awaitReady(Collection<String> names, Duration limit) throws InterruptedException {
        long deadlineNanos = machine.nanos() + limit.toNanos();
        // All are asked for before any is waited for.
        names.forEach(topics::known);
        awaitReady(limit);
        for (String name : names) {
            topics.await(name, Duration.ofNanos(Math.max(0, deadlineNanos - machine.nanos())));
        }
    }

    TopicFinder topics() {
        return topics;
    }

    ProducerMetrics metrics() {
        return sinks.meters().read(accumulator.budget().freeBytes(), machine.nanos());
    }

    Accumulator accumulator() {
        return accumulator;
    }

    /// The memory of batches within such a budget.
    static ChunkPool chunks(long bufferBytes) {
        return ChunkPool.of(FIRST_CHUNK_BYTES, CHUNK_BYTES, bufferBytes);
    }

    /// The largest batch that the buffer can hold.
    long batchBytesMax() {
        return pool.batchBytesMax(accumulator.budget().totalBytes());
    }

    @Override
    public boolean isClosed() {
        return isShut;
    }

    @Override
    public ClientException closed(String topic) {
        return isClosed.get() ? Intake.Owner.super.closed(topic) : transactions.notOpen(topic);
    }

    @Override
    public void refused(ClientException cause) {
        transactions.recordRefused(cause);
    }

    @Override
    public long nanos() {
        return machine.nanos();
    }

    @Override
    public long millisAt(long nanos) {
        return calendar.millisAt(nanos);
    }

    /// Has the loop look at what the present thread has appended and waits for. Where it could be
    /// sent at once, and the loop sleeps, this thread does that itself.
    void attend() {
        if (sendsHere) {
            loop.turnHere();
        } else {
            loop.ring();
        }
    }

    /// Sends without delay what was sent so far.
    void endLinger() {
        loop.execute(() -> sinks.flush(new CompletableFuture<>()));
    }

    /// Sends without delay what was sent to a topic so far.
    void hurry(String topic) {
        loop.execute(() -> sinks.hurry(topic));
    }

    /// Whether the present thread is calling callbacks.
    boolean isInCallback() {
        return callbacks.isHere();
    }

    /// Gives records up.
    void purge(Purge which) {
        loop.execute(() -> sinks.purge(which));
    }

    /// Waits for what was sent so far.
    ///
    /// @param topic empty for all
    void flush(Optional<String> topic) throws InterruptedException {
        refuseInCallback("flush");
        try {
            flushed(topic).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a flush never fails", e);
        }
    }

    /// Refuses what would wait for the very callback that it is called from.
    void refuseInCallback(String action) {
        callbacks.refuseHere(action);
    }

    void close(Duration limit) {
        refuseInCallback("close");
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        isShut = true;
        long deadlineNanos = machine.nanos() + limit.toNanos();
        boolean isInterrupted =
                config.isTransactional() && !await(transactions.abandon(limit), deadlineNanos);
        isInterrupted |= !await(flushed(Optional.empty()), deadlineNanos);
        loop.stop();
        // What is given up now still has callbacks to be called, also when no time is left for
        // them.
        long graceNanos = machine.nanos() + GRACE_NANOS;
        isInterrupted |=
                !await(
                        sinks.aborted(),
                        deadlineNanos - graceNanos < 0 ? graceNanos : deadlineNanos);
        compressor.close();
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<Void> flushed(Optional<String> topic) {
        var done = new CompletableFuture<Void>();
        loop.execute(() -> sinks.flush(topic, done));
        return done;
    }

    /// Waits until it is done or the time is over; returns false when interrupted.
    private boolean await(CompletableFuture<Void> done, long deadlineNanos) {
        try {
            done.get(Math.max(0, deadlineNanos - machine.nanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            return false;
        }
        return true;
    }
}
