package io.qanat.client.async;

import io.qanat.client.CancelledException;
import io.qanat.client.ClientException;
import io.qanat.client.internal.accumulator.Cancellable;
import io.qanat.client.internal.accumulator.Place;
import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Submission;
import io.qanat.client.producer.Timeline;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One record from `produce` to its outcome: what is to be sent, the future, and who else wants to
/// hear of it.
///
/// ```
///   BUFFERED ── take, just before it is appended ──► TAKEN ──► outcome of the producer
///       │                                              ▲
///       └── cancelled, refused, given up ──────────────┘ then its outcome comes from here
/// ```
///
/// Whoever makes that one step decides where the outcome comes from, so there is exactly one.
/// Thread-safe.
sealed class Message<K, V> extends AwaitedFuture<Outcome> implements Cancellable, Submission<K, V>
        permits AwaitedMessage {
    private static final int BUFFERED = 0;
    private static final int TAKEN = 1;
    private static final VarHandle STATE;
    private static final VarHandle PLACE;
    private static final VarHandle CALLBACK;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Message.class, "state", int.class);
            CALLBACK = lookup.findVarHandle(Message.class, "callback", MessageCallback.class);
            PLACE = lookup.findVarHandle(Message.class, "place", Place.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /// What a message needs of the facade.
    interface Home {
        /// A thread is about to wait for the message.
        ///
        /// @throws IllegalStateException when it would wait for itself
        void awaited(Message<?, ?> message);

        /// Has an outcome told that did not come from the producer, away from the present thread.
        void tellLater(Message<?, ?> message, Outcome outcome);
    }

    private final Home home;
    private final String topic;

    /// Written before it is shared; the executor forgets it when the producer has it.
    private @Nullable ProducerRecord<K, V> record;

    private @Nullable MessageCallback callback;

    /// Its own, counted from when the oldest record of its buffer was produced.
    private @Nullable Duration timeout;

    /// Where it waits to be handed over; written and read under the processor's handover lock.
    private @Nullable SerialQueue line;

    @SuppressWarnings("UnusedVariable") // by its handle
    private volatile int state;

    /// Published by the thread that appends, read by one that cancels.
    @SuppressWarnings("UnusedVariable") // by its handle
    private @Nullable Place place;

    /// @param timeout its own; null to have the producer's
    Message(
            Home home,
            ProducerRecord<K, V> record,
            @Nullable MessageCallback callback,
            @Nullable Duration timeout) {
        this.home = home;
        this.topic = record.topic();
        this.record = record;
        this.callback = callback;
        this.timeout = timeout;
    }

    String topic() {
        return topic;
    }

    @Override
    public ProducerRecord<K, V> record() {
        ProducerRecord<K, V> known = record;
        if (known == null) {
            throw new IllegalStateException("the record was handed over");
        }
        return known;
    }

    /// Lets go of the record: whoever keeps the future does not keep that.
    void forget() {
        record = null;
    }

    /// The application's callback, or [Callback#NONE].
    Callback userCallback() {
        MessageCallback known = callback;
        return known == null ? Callback.NONE : known.user();
    }

    @Nullable SerialQueue line() {
        return line;
    }

    void line(SerialQueue next) {
        line = next;
    }

    @Override
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /// It was produced so long after the oldest record of its buffer.
    void youngerBy(Duration age) {
        timeout = timeout == null ? null : timeout.plus(age);
    }

    @Override
    public boolean take() {
        return STATE.compareAndSet(this, BUFFERED, TAKEN);
    }

    /// Whether it was neither handed over nor given up.
    boolean isBuffered() {
        return (int) STATE.getAcquire(this) == BUFFERED;
    }

    /// Whether the producer has accepted it.
    boolean isAccepted() {
        return place() != null;
    }

    /// Gives it up if it was not handed over.
    void giveUp(ClientException cause) {
        if (take()) {
            home.tellLater(this, notPersisted(cause));
        }
    }

    /// Gives it up after a failure in the middle of handing over.
    void giveUpUnsure(ClientException cause) {
        if (!isBuffered() && !isAccepted()) {
            home.tellLater(this, new Outcome.PossiblyPersisted(cause, Timeline.NONE));
        }
    }

    @Override
    public void completed(Outcome outcome) {
        if (isAccepted()) {
            tell(outcome);
        } else {
            // Refused: on a thread that other records wait for. One that was given up meanwhile has
            // its outcome, and is told nothing.
            var unused = take();
            home.tellLater(this, outcome);
        }
    }

    /// Completes the future, then calls the callback; does nothing after the first time.
    void tell(Outcome outcome) {
        MessageCallback known =
                callback == null ? null : (MessageCallback) CALLBACK.getAndSet(this, null);
        complete(outcome);
        if (known != null) {
            known.completed(outcome);
        }
    }

    /// Takes the record back if no request has carried it yet: it then completes normally, as
    /// `NotPersisted`.
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (take()) {
            tell(notPersisted(new CancelledException("produce to " + topic)));
            return true;
        }
        return withdraw();
    }

    @Override
    void awaited() {
        home.awaited(this);
    }

    @Override
    public @Nullable Place place() {
        return (Place) PLACE.getAcquire(this);
    }

    @Override
    public void place(Place next) {
        PLACE.setRelease(this, next);
    }

    private static Outcome notPersisted(ClientException cause) {
        return new Outcome.NotPersisted(cause, Timeline.NONE);
    }
}
