package io.qanat.cli.produce;

import io.qanat.cli.text.LineSource;
import java.io.IOException;

/// The way of lines into a topic: each becomes a record. Confined to the thread that reads.
public final class LineProducer {
    private final RecordSender sender;
    private final Destination destination;
    private long lineNumber;

    /// Sends nothing yet.
    public LineProducer(RecordSender sender, Destination destination) {
        this.sender = sender;
        this.destination = destination;
    }

    /// Sends all lines of a source.
    ///
    /// @param name the source's name, for messages
    public void send(String name, LineSource lines) throws IOException, InterruptedException {
        lineNumber = 0;
        while (lines.advance()) {
            lineNumber = lines.number();
            var origin = new Origin(name, lineNumber);
            if (lines.isOversize()) {
                sender.refuse(
                        origin,
                        null,
                        lines.sizeInBytes()
                                + " bytes are more than a request may have (-X max.request.size)");
                continue;
            }
            var parts = destination.shape().parts(lines.line());
            if (parts.isEmpty()) {
                sender.refuse(origin, lines.line(), destination.shape().wanted() + " is missing");
            } else {
                sender.send(origin, destination.record(parts.get()));
            }
        }
    }

    /// Tells that the line after the last one could not be read.
    void failed(String name, IOException cause) {
        sender.refuse(
                new Origin(name, lineNumber + 1), null, "cannot be read: " + cause.getMessage());
    }
}
