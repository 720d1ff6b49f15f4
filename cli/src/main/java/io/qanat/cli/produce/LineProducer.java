package io.qanat.cli.produce;

import io.qanat.cli.text.LineSource;
import io.qanat.client.producer.ProducerRecord;
import java.io.IOException;

/// The way of lines into a topic: each becomes a record. Confined to the thread that reads.
public final class LineProducer {
    private final RecordSender sender;
    private final Destination destination;
    private final Pace pace;
    private final int lineBytesMax;
    private long lineNumber;

    /// @param lineBytesMax what is above it is no record
    public LineProducer(RecordSender sender, Destination destination, Pace pace, int lineBytesMax) {
        this.sender = sender;
        this.destination = destination;
        this.pace = pace;
        this.lineBytesMax = lineBytesMax;
    }

    /// Sends all lines of a source.
    ///
    /// @param name the source's name, for messages
    public void send(String name, LineSource lines) throws IOException, InterruptedException {
        lineNumber = 0;
        while (lines.advance()) {
            pace.await();
            lineNumber = lines.number();
            send(new Origin(name, lineNumber), lines);
        }
    }

    private void send(Origin origin, LineSource lines) throws InterruptedException {
        if (lines.sizeInBytes() > lineBytesMax) {
            sender.refuse(
                    origin,
                    lines.isOversize() ? null : lines.line(),
                    lines.sizeInBytes()
                            + " bytes are more than a request may have (-X max.request.size)");
            return;
        }
        ProducerRecord<byte[], byte[]> record;
        try {
            record = destination.record(destination.shape().parts(lines.line()));
        } catch (IllegalArgumentException e) {
            sender.refuse(origin, lines.line(), String.valueOf(e.getMessage()));
            return;
        }
        sender.send(origin, record);
    }

    /// Tells that the line after the last one could not be read.
    void failed(String name, IOException cause) {
        sender.refuse(
                new Origin(name, lineNumber + 1), null, "cannot be read: " + cause.getMessage());
    }
}
