package io.qanat.cli.produce;

import io.qanat.cli.text.LineSource;
import java.io.IOException;
import java.util.Optional;

/// The way of lines into a topic: each becomes a record. Confined to the thread that reads.
public final class LineProducer {
    private final RecordSender sender;
    private final Destination destination;
    private final Pace pace;
    private final int lineBytesMax;
    private final Optional<Progress> progress;
    private long lineNumber;
    private long passedCount;

    /// @param lineBytesMax what is above it is no record
    /// @param progress what was delivered by an earlier run, and is now
    public LineProducer(
            RecordSender sender,
            Destination destination,
            Pace pace,
            int lineBytesMax,
            Optional<Progress> progress) {
        this.sender = sender;
        this.destination = destination;
        this.pace = pace;
        this.lineBytesMax = lineBytesMax;
        this.progress = progress;
    }

    /// Sends all lines of a source.
    ///
    /// @param name the source's name, for messages
    public void send(String name, LineSource lines) throws IOException, InterruptedException {
        lineNumber = 0;
        while (lines.advance()) {
            lineNumber = lines.number();
            if (isDelivered(lines)) {
                passedCount++;
            } else {
                send(new Origin(name, lineNumber), lines);
            }
        }
        progress.ifPresent(Progress::end);
    }

    /// How many lines were passed over, as they are delivered.
    public long passedCount() {
        return passedCount;
    }

    private boolean isDelivered(LineSource lines) {
        progress.ifPresent(
                noted -> noted.read(lines.number(), lines.isOversize() ? null : lines.line()));
        return progress.filter(noted -> noted.isDelivered(lines.number())).isPresent();
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
        Parts parts;
        try {
            parts = destination.shape().parts(lines.line());
        } catch (IllegalArgumentException e) {
            sender.refuse(origin, lines.line(), String.valueOf(e.getMessage()));
            return;
        }
        var record = destination.record(parts);
        if (progress.filter(noted -> noted.isThere(origin.line(), record)).isPresent()) {
            passedCount++;
        } else {
            pace.await();
            sender.send(origin, record);
        }
    }

    /// Tells that the line after the last one could not be read.
    void failed(String name, IOException cause) {
        sender.refuse(
                new Origin(name, lineNumber + 1), null, "cannot be read: " + cause.getMessage());
    }
}
