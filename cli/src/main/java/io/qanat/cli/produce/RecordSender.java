package io.qanat.cli.produce;

import io.qanat.client.producer.Callback;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The way of records into a topic: each one's outcome goes to the tally and to whoever else wants
/// to know. Confined to the thread that reads; outcomes arrive on others.
///
/// At most the producer's buffer is in memory: a record waits until there is room for it.
public final class RecordSender {
    private final Producer<byte[], byte[]> producer;
    private final Duration roomWaitMax;
    private final SendTally tally;
    private final OutcomeSink sink;
    private final LongSupplier nanos;

    /// @param producer stays the caller's to close
    /// @param roomWaitMax how long a record may wait for room in the producer's buffer
    /// @param nanos a clock for the time to the acknowledgement
    public RecordSender(
            Producer<byte[], byte[]> producer,
            Duration roomWaitMax,
            SendTally tally,
            OutcomeSink sink,
            LongSupplier nanos) {
        this.producer = producer;
        this.roomWaitMax = roomWaitMax;
        this.tally = tally;
        this.sink = sink;
        this.nanos = nanos;
    }

    /// Sends a record.
    public void send(Origin origin, ProducerRecord<byte[], byte[]> record)
            throws InterruptedException {
        producer.sendBlocking(record, roomWaitMax, told(origin, record));
        tally.admitted();
    }

    /// Sends a record, and waits until it is known whether it was delivered.
    public boolean sendAndWait(Origin origin, ProducerRecord<byte[], byte[]> record)
            throws InterruptedException {
        var settled = new CompletableFuture<Outcome>();
        var told = told(origin, record);
        Callback callback =
                outcome -> {
                    told.completed(outcome);
                    settled.complete(outcome);
                };
        producer.sendBlocking(record, roomWaitMax, callback);
        tally.admitted();
        try {
            return settled.get().isDelivered();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outcome is never an exception", e);
        }
    }

    /// Tells that a line is no record.
    ///
    /// @param line its bytes; null when they were not kept
    public void refuse(Origin origin, @Nullable ByteBuffer line, String cause) {
        tally.refused(origin.source(), origin.line(), cause);
        sink.refused(origin, line, cause);
    }

    private Callback told(Origin origin, ProducerRecord<byte[], byte[]> record) {
        long sizeInBytes = size(record.key()) + size(record.value());
        var kept = sink.keepsRecords() ? record : null;
        long sentNanos = nanos.getAsLong();
        return outcome -> {
            switch (outcome) {
                case Outcome.Delivered delivered -> {
                    long tookNanos = nanos.getAsLong() - sentNanos;
                    tally.delivered(
                            delivered.partition(), delivered.offset(), sizeInBytes, tookNanos);
                    sink.delivered(origin, delivered);
                }
                case Outcome.NotPersisted refused ->
                        failed(origin, kept, false, String.valueOf(refused.cause().getMessage()));
                case Outcome.PossiblyPersisted unknown ->
                        failed(origin, kept, true, String.valueOf(unknown.cause().getMessage()));
            }
        };
    }

    private void failed(
            Origin origin,
            @Nullable ProducerRecord<byte[], byte[]> record,
            boolean isPossiblyPersisted,
            String cause) {
        sink.failed(new OutcomeSink.Failure(origin, record, isPossiblyPersisted, cause));
        tally.failed(
                origin.source(),
                origin.line(),
                isPossiblyPersisted ? "perhaps delivered: " + cause : cause);
    }

    private static long size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
