package io.qanat.client.internal.accumulator;

import io.qanat.client.producer.Callback;
import io.qanat.record.BatchBuilder;
import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One record in bytes, on its way to a batch. Immutable as far as the arrays are, which are not
/// copied.
public final class EncodedRecord {
    /// For a record whose sender did not look at the clock.
    private static final long NOT_READ = Long.MIN_VALUE;

    private final long timestamp;
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final List<RecordHeader> headers;
    private final Callback callback;
    private final long sentNanos;

    /// One object for all that are sent the usual way: there are millions of records.
    private final Terms terms;

    /// Takes what is to be appended.
    ///
    /// @param timestamp milliseconds since 1970
    /// @param callback [Callback#NONE] when nobody wants to hear of it
    public EncodedRecord(
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<RecordHeader> headers,
            Callback callback) {
        this(timestamp, key, value, headers, callback, NOT_READ);
    }

    /// The same, sent at a time that is known.
    ///
    /// @param sentNanos by the clock of the accumulator
    public EncodedRecord(
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<RecordHeader> headers,
            Callback callback,
            long sentNanos) {
        this(timestamp, key, value, headers, callback, sentNanos, Terms.USUAL);
    }

    /// The same, sent at a time that is known, and waiting since then.
    ///
    /// @param sentNanos by the clock of the accumulator
    public EncodedRecord(
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<RecordHeader> headers,
            Callback callback,
            long sentNanos,
            long lineNanos) {
        this(
                timestamp,
                key,
                value,
                headers,
                callback,
                sentNanos,
                lineNanos == 0 ? Terms.USUAL : Terms.USUAL.afterLine(lineNanos));
    }

    private EncodedRecord(
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<RecordHeader> headers,
            Callback callback,
            long sentNanos,
            Terms terms) {
        this.timestamp = timestamp;
        this.key = key;
        this.value = value;
        this.headers = headers;
        this.callback = callback;
        this.sentNanos = sentNanos;
        this.terms = terms;
    }

    /// The same with a time of its own in which its outcome is to be decided.
    public EncodedRecord within(long nanos) {
        return new EncodedRecord(
                timestamp, key, value, headers, callback, sentNanos, terms.within(nanos));
    }

    /// The same after its caller has waited so long for room, since it was sent.
    public EncodedRecord afterLine(long nanos) {
        return new EncodedRecord(
                timestamp, key, value, headers, callback, NOT_READ, terms.afterLine(nanos));
    }

    /// The same with bytes of its own, for a record that outlives the call of `send`.
    EncodedRecord detached() {
        return new EncodedRecord(
                timestamp,
                key == null ? null : key.clone(),
                value == null ? null : value.clone(),
                headers.stream().map(EncodedRecord::detached).toList(),
                callback,
                sentNanos,
                terms);
    }

    /// The most that it takes in a batch.
    public int sizeBound() {
        return BatchBuilder.recordBytesMax(
                key == null ? -1 : key.length, value == null ? -1 : value.length, headers);
    }

    /// How long its caller waited for room before it was appended.
    public long lineNanos() {
        return terms.lineNanos;
    }

    /// When it was sent, before its caller waited for room.
    long sentNanos(LongSupplier clock) {
        return sentNanos == NOT_READ ? clock.getAsLong() - terms.lineNanos : sentNanos;
    }

    /// Whether it has a time of its own.
    boolean hasOwnTimeout() {
        return terms.timeoutNanos != Terms.NO_TIMEOUT;
    }

    /// How long its outcome may take, from its `send`.
    public long timeoutNanos(long otherwise) {
        return hasOwnTimeout() ? terms.timeoutNanos : otherwise;
    }

    long timestamp() {
        return timestamp;
    }

    byte @Nullable [] key() {
        return key;
    }

    byte @Nullable [] value() {
        return value;
    }

    List<RecordHeader> headers() {
        return headers;
    }

    /// Who wants to hear of it.
    public Callback callback() {
        return callback;
    }

    /// Whether anybody wants to hear of it.
    @SuppressWarnings(
            "ReferenceEquality") // NONE is one object; a callback of the caller's is never asked
    boolean hasCallback() {
        return callback != Callback.NONE;
    }

    /// Whether its sender sees to the loop.
    boolean isAttended() {
        return callback instanceof Attended;
    }

    /// Tells whoever may cancel it where it waits.
    void waitsIn(Place place) {
        if (callback instanceof Cancellable cancellable) {
            cancellable.place(place);
        }
    }

    private static RecordHeader detached(RecordHeader header) {
        ByteBuffer value = header.value();
        return value == null
                ? header
                : new RecordHeader(
                        header.key(),
                        ByteBuffer.allocate(value.remaining()).put(value.duplicate()).flip());
    }

    /// What is unusual about how a record is sent. Immutable.
    ///
    /// @param lineNanos how long its caller waited for room
    /// @param timeoutNanos how long its outcome may take, or [#NO_TIMEOUT]
    private record Terms(long lineNanos, long timeoutNanos) {
        private static final long NO_TIMEOUT = -1;
        private static final Terms USUAL = new Terms(0, NO_TIMEOUT);

        private Terms within(long nanos) {
            return new Terms(lineNanos, nanos);
        }

        private Terms afterLine(long nanos) {
            return new Terms(nanos, timeoutNanos);
        }
    }
}
