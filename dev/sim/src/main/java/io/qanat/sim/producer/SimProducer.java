package io.qanat.sim.producer;

import io.qanat.client.BrokerException;
import io.qanat.client.BufferFullException;
import io.qanat.client.ClientClosedException;
import io.qanat.client.internal.accumulator.Admission;
import io.qanat.client.internal.accumulator.EncodedRecord;
import io.qanat.client.internal.sink.ProducerCore;
import io.qanat.client.internal.sink.Shell;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.Timeline;
import io.qanat.protocol.ErrorCode;
import io.qanat.record.ChunkPool;
import io.qanat.sim.history.History;
import io.qanat.sim.history.Sent;
import io.qanat.sim.net.SimNetwork;
import io.qanat.sim.time.Chance;
import io.qanat.sim.time.Scheduler;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A producer without threads. Confined to the run's thread.
public final class SimProducer {
    private static final int CHUNK_BYTES = 1024;
    private static final long MILLIS_AT_START = 1_700_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Scheduler scheduler;
    private final History history;
    private final SimLoop loop;
    private final Ports ports;
    private final ProducerCore core;
    private final ChunkPool pool;
    private boolean isClosed;

    /// Starts a producer.
    ///
    /// @param client its number, by which the network knows it
    /// @param ports what stands between it and the world
    public SimProducer(
            Scheduler scheduler,
            Chance chance,
            SimNetwork network,
            ProducerConfig config,
            History history,
            int client,
            Ports ports) {
        this.ports = ports;
        this.scheduler = scheduler;
        this.history = history;
        this.loop = new SimLoop(scheduler, chance);
        this.pool = ChunkPool.checked(CHUNK_BYTES, 64);
        var shell =
                new Shell(
                        ports.network(network.of(client, loop), scheduler),
                        scheduler::nanos,
                        loop::ring,
                        chance.source());
        this.core = ProducerCore.of(config, pool, shell, loop.outlets());
        loop.start(core.sinks());
    }

    /// Sends a record, which has its number from the history.
    ///
    /// @param timeoutNanos 0 for the producer's own
    public void send(Sent sent, long wallSkewMillis, long timeoutNanos) {
        long millis = MILLIS_AT_START + scheduler.nanos() / NANOS_PER_MILLI + wallSkewMillis;
        var record =
                new EncodedRecord(
                        millis,
                        sent.key(),
                        sent.value(),
                        List.of(),
                        outcome -> history.completed(sent, ports.told(outcome), scheduler.nanos()));
        EncodedRecord timed = timeoutNanos == 0 ? record : record.within(timeoutNanos);
        EncodedRecord appended = ports.sending(timed, sent, scheduler.nanos());
        Admission admission = core.accumulator().topic(sent.topic()).append(appended, sent.asked());
        if (!admission.isAdmitted()) {
            history.completed(sent, refusal(sent, admission), scheduler.nanos());
        }
    }

    private Outcome refusal(Sent sent, Admission admission) {
        return new Outcome.NotPersisted(
                switch (admission) {
                    case NO_ROOM ->
                            new BufferFullException(
                                    sent.topic(), core.accumulator().budget().level());
                    case NO_PARTITION ->
                            new BrokerException(
                                    "produce",
                                    ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                                    "the topic has fewer partitions");
                    case CLOSED -> new ClientClosedException("the producer is closed");
                    case ADMITTED, ADMITTED_END_OF_RUN ->
                            throw new IllegalArgumentException("refused although " + admission);
                },
                Timeline.NONE);
    }

    /// Flushes; the future is done when every outcome was told.
    public CompletableFuture<Void> flush() {
        var done = new CompletableFuture<Void>();
        loop.deliver(() -> core.sinks().flush(done));
        return done;
    }

    /// Lets the program stand still.
    public void standStill(long nanos) {
        loop.standStill(nanos);
    }

    /// Goes on at once.
    public void goOn() {
        loop.goOn();
    }

    /// Closes at once and gives up what is open.
    public void close() {
        isClosed = true;
        loop.stop(new ClientClosedException("closed"));
    }

    /// Whether it was closed.
    public boolean isClosed() {
        return isClosed;
    }

    /// What it holds after everything has its outcome; empty when it has given all back.
    public String leak() {
        int chunks = pool.inUse();
        long bytes =
                core.accumulator().budget().totalBytes() - core.accumulator().budget().freeBytes();
        return chunks == 0 && bytes == 0
                ? ""
                : chunks + " chunks and " + bytes + " bytes of budget";
    }
}
