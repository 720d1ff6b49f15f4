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
        while (lines.advance()) {
            if (lines.isOversize()) {
                tally.failed(
                        "%s line %d: %d bytes are more than a request may have (-X max.request.size)"
                                .formatted(name, lines.number(), lines.sizeInBytes()));
                continue;
            }
            var parts = destination.shape().parts(lines.line());
            if (parts.isEmpty()) {
                tally.failed(
                        "%s line %d: %s is missing"
                                .formatted(name, lines.number(), destination.shape().wanted()));
            } else {
                send(name, lines.number(), parts.get());
            }
        }
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
                        case Outcome.NotPersisted(var cause) ->
                                tally.failed(name + " line " + number + ": " + cause.getMessage());
                        case Outcome.PossiblyPersisted(var cause) ->
                                tally.failed(
                                        name
                                                + " line "
                                                + number
                                                + ": perhaps delivered: "
                                                + cause.getMessage());
                    }
                });
    }
}
