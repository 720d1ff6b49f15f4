package io.qanat.sim.history;

import io.qanat.client.producer.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One record that was sent, and its outcome. Confined to the run's thread.
///
/// ```
/// value: producer i32 | number i32 | asked partition i32 | filler, which follows from these
/// ```
public final class Sent {
    static final int HEAD_BYTES = 12;

    private final Place place;
    private final Sender sender;
    private final int number;
    private final int fillerBytes;
    private final long sentNanos;
    private final long deadlineNanos;
    private @Nullable Outcome outcome;
    private int outcomes;
    private boolean isCancelled;

    Sent(
            Place place,
            Sender sender,
            int number,
            int fillerBytes,
            long sentNanos,
            long deadlineNanos) {
        this.place = place;
        this.sender = sender;
        this.number = number;
        this.fillerBytes = fillerBytes;
        this.sentNanos = sentNanos;
        this.deadlineNanos = deadlineNanos;
    }

    /// Where it goes.
    public Place place() {
        return place;
    }

    /// Who sent it.
    public Sender sender() {
        return sender;
    }

    /// Its number among all of the run.
    public int number() {
        return number;
    }

    /// When it was sent.
    public long sentNanos() {
        return sentNanos;
    }

    /// When it must have its outcome.
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /// What the application was told; null while it was not.
    public @Nullable Outcome outcome() {
        return outcome;
    }

    /// How often the application was told.
    public int outcomes() {
        return outcomes;
    }

    /// Whether the application was told that it took the record back.
    public boolean isCancelled() {
        return isCancelled;
    }

    /// The application took it back.
    public void cancelled() {
        isCancelled = true;
    }

    void completed(Outcome told) {
        outcome = told;
        outcomes++;
    }

    /// Its key.
    public byte @Nullable [] key() {
        return place.key() == Place.NONE
                ? null
                : ("key-" + place.key()).getBytes(StandardCharsets.US_ASCII);
    }

    /// Its value, made anew.
    public byte[] value() {
        ByteBuffer value = ByteBuffer.allocate(HEAD_BYTES + fillerBytes);
        value.putInt(sender.number()).putInt(number).putInt(place.partition());
        for (int i = 0; i < fillerBytes; i++) {
            value.put((byte) (number * 31 + sender.number() + i));
        }
        return value.array();
    }

    long digest() {
        long told =
                switch (outcome) {
                    case null -> 0;
                    case Outcome.Delivered delivered ->
                            31 * delivered.offset() + delivered.partition() + 1;
                    case Outcome.NotPersisted not -> cause(not.cause()) + 2;
                    case Outcome.PossiblyPersisted possibly -> cause(possibly.cause()) + 3;
                };
        return 31 * (31 * told + outcomes) + number;
    }

    private static long cause(Exception cause) {
        return 31L * String.valueOf(cause.getMessage()).hashCode();
    }

    @Override
    public String toString() {
        return "record " + number + " of " + sender + " to " + place;
    }
}
