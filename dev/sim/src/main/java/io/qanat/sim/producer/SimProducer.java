package io.qanat.sim.producer;

import io.qanat.client.BrokerException;
import io.qanat.client.BufferFullException;
import io.qanat.client.ClientClosedException;
import io.qanat.client.ClientException;
import io.qanat.client.DeadlineException;
import io.qanat.client.PurgedException;
import io.qanat.client.internal.accumulator.Admission;
import io.qanat.client.internal.accumulator.Cancellable;
import io.qanat.client.internal.accumulator.EncodedRecord;
import io.qanat.client.internal.accumulator.Place;
import io.qanat.client.internal.sink.ProducerCore;
import io.qanat.client.internal.sink.Shell;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.Purge;
import io.qanat.client.producer.Timeline;
import io.qanat.protocol.ErrorCode;
import io.qanat.record.ChunkPool;
import io.qanat.sim.history.History;
import io.qanat.sim.history.Sender;
import io.qanat.sim.history.Sent;
import io.qanat.sim.mishap.Mishap;
import io.qanat.sim.mishap.Mishaps;
import io.qanat.sim.net.SimNetwork;
import io.qanat.sim.time.Chance;
import io.qanat.sim.time.Scheduler;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A producer without threads. Confined to the run's thread.
public final class SimProducer {
    private static final int CHUNK_BYTES = 1024;
    private static final int RECENT_MAX = 32;
    private static final long MILLIS_AT_START = 1_700_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Scheduler scheduler;
    private final History history;
    private final SimLoop loop;
    private final Ports ports;
    private final ProducerCore core;
    private final ChunkPool pool;
    private final Mishaps mishaps;
    private final Sender sender;
    private final ArrayDeque<Pending> recent = new ArrayDeque<>();
    private boolean isClosed;

    /// A record whose outcome is open, or was until now.
    private final class Pending implements Cancellable {
        private final Sent sent;
        private @Nullable Place place;

        Pending(Sent sent) {
            this.sent = sent;
        }

        @Override
        public void completed(Outcome outcome) {
            told(sent, ports.told(outcome));
        }

        @Override
        public @Nullable Place place() {
            return place;
        }

        @Override
        public void place(Place next) {
            place = next;
        }
    }

    /// Starts a producer.
    ///
    /// @param number by which the network knows it
    /// @param ports what stands between it and the world
    public SimProducer(
            Scheduler scheduler,
            Chance chance,
            SimNetwork network,
            ProducerConfig config,
            Notes notes,
            int number,
            Ports ports) {
        this.ports = ports;
        this.scheduler = scheduler;
        this.history = notes.history();
        this.mishaps = notes.mishaps();
        this.sender = new Sender(number, config.acks(), config.isIdempotent());
        this.loop = new SimLoop(scheduler, chance);
        this.pool = ChunkPool.checked(CHUNK_BYTES, 64);
        var shell =
                new Shell(
                        ports.network(network.of(number, loop), scheduler),
                        scheduler::nanos,
                        loop::ring,
                        chance.source());
        this.core = ProducerCore.of(config, pool, shell, loop.outlets());
        loop.start(core.sinks());
    }

    /// What takes note of everything. Immutable.
    public record Notes(History history, Mishaps mishaps) {}

    /// Who its records say they are from.
    public Sender sender() {
        return sender;
    }

    /// Sends a record, which has its number from the history.
    ///
    /// @param timeoutNanos 0 for the producer's own
    public void send(Sent sent, long wallSkewMillis, long timeoutNanos) {
        long millis = MILLIS_AT_START + scheduler.nanos() / NANOS_PER_MILLI + wallSkewMillis;
        var pending = new Pending(sent);
        var record = new EncodedRecord(millis, sent.key(), sent.value(), List.of(), pending);
        EncodedRecord timed = timeoutNanos == 0 ? record : record.within(timeoutNanos);
        EncodedRecord appended = ports.sending(timed, sent, scheduler.nanos());
        Admission admission =
                core.accumulator()
                        .topic(sent.place().topic())
                        .append(appended, sent.place().partition());
        if (!admission.isAdmitted()) {
            told(sent, refusal(sent, admission));
            return;
        }
        recent.addLast(pending);
        if (recent.size() > RECENT_MAX) {
            recent.removeFirst();
        }
    }

    /// Tries to take back a record that was sent lately.
    ///
    /// @param age how many were sent after it
    public void cancel(int age) {
        List<Pending> all = List.copyOf(recent);
        if (all.isEmpty()) {
            return;
        }
        Pending pending = all.get(Math.max(0, all.size() - 1 - age));
        recent.remove(pending);
        if (pending.withdraw()) {
            pending.sent.cancelled();
            mishaps.struck(Mishap.CANCEL);
        }
    }

    private void told(Sent sent, Outcome outcome) {
        switch (outcome) {
            case Outcome.Delivered delivered -> {}
            case Outcome.NotPersisted not -> struck(not.cause());
            case Outcome.PossiblyPersisted possibly -> struck(possibly.cause());
        }
        history.completed(sent, outcome, scheduler.nanos());
    }

    private void struck(ClientException cause) {
        if (cause instanceof DeadlineException) {
            mishaps.struck(Mishap.TIMEOUT);
        } else if (cause instanceof BufferFullException) {
            mishaps.struck(Mishap.BUFFER_FULL);
        } else if (cause instanceof PurgedException) {
            mishaps.struck(Mishap.PURGE);
        }
    }

    private Outcome refusal(Sent sent, Admission admission) {
        return new Outcome.NotPersisted(
                switch (admission) {
                    case NO_ROOM ->
                            new BufferFullException(
                                    sent.place().topic(), core.accumulator().budget().level());
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
    ///
    /// @param topic empty for all
    public CompletableFuture<Void> flush(Optional<String> topic) {
        var done = new CompletableFuture<Void>();
        loop.deliver(() -> core.sinks().flush(topic, done));
        return done;
    }

    /// Gives records up.
    public void purge(Purge which) {
        loop.deliver(() -> core.sinks().purge(which));
    }

    /// Lets the program stand still.
    public void standStill(long nanos) {
        loop.standStill(nanos);
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
