package io.qanat.cli.produce;

import io.qanat.cli.text.LineSource;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.Producer;
import java.io.IOException;
import java.util.function.LongSupplier;

/// The way of lines into a topic: each becomes a record, and each record's outcome goes to the
/// tally. Confined to the thread that reads; outcomes arrive on others.
///
/// At most the producer's buffer is in memory: a line waits until there is room for it.
public final class LineProducer {
    private final Producer<byte[], byte[]> producer;
    private final Destination destination;
    private final SendTally tally;
    private final LongSupplier nanos;
    private long lineNumber;

    /// @param producer stays the caller's to close
    /// @param nanos a clock for the time to the acknowledgement
    public LineProducer(
            Producer<byte[], byte[]> producer,
            Destination destination,
            SendTally tally,
            LongSupplier nanos) {
        this.producer = producer;
        this.destination = destination;
        this.tally = tally;
        this.nanos = nanos;
    }

    /// Sends all lines of a source.
    ///
    /// @param name the source's name, for messages
    public void send(String name, LineSource lines) throws IOException, InterruptedException {
        lineNumber = 0;
        while (lines.advance()) {
            lineNumber = lines.number();
            if (lines.isOversize()) {
                tally.refused(
                        name,
                        lines.number(),
                        lines.sizeInBytes()
                                + " bytes are more than a request may have (-X max.request.size)");
                continue;
            }
            var parts = destination.shape().parts(lines.line());
            if (parts.isEmpty()) {
                tally.refused(name, lines.number(), destination.shape().wanted() + " is missing");
            } else {
                send(name, lines.number(), parts.get());
            }
        }
    }

    /// Tells that the line after the last one could not be read.
    void failed(String name, IOException cause) {
        tally.refused(name, lineNumber + 1, "cannot be read: " + cause.getMessage());
    }

    private void send(String name, long number, LineShape.Parts parts) throws InterruptedException {
        long sizeInBytes = parts.sizeInBytes();
        long sentNanos = nanos.getAsLong();
        producer.sendBlocking(
                destination.record(parts),
                outcome -> {
                    switch (outcome) {
                        case Outcome.Delivered delivered ->
                                tally.delivered(
                                        delivered.partition(),
                                        delivered.offset(),
                                        sizeInBytes,
                                        nanos.getAsLong() - sentNanos);
                        case Outcome.NotPersisted refused ->
                                tally.failed(
                                        name, number, String.valueOf(refused.cause().getMessage()));
                        case Outcome.PossiblyPersisted unknown ->
                                tally.failed(
                                        name,
                                        number,
                                        "perhaps delivered: " + unknown.cause().getMessage());
                    }
                });
        tally.admitted();
    }
}
