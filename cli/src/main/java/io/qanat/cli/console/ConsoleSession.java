package io.qanat.cli.console;

import io.qanat.cli.produce.Origin;
import io.qanat.cli.produce.RecordSender;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;

/// One run of the console producer: lines become records until one is no record. Confined to the
/// thread that reads.
public final class ConsoleSession {
    private static final String SOURCE = "stdin";

    private final RecordSender sender;
    private final ConsoleRecords records;
    private final boolean waitsForEach;
    private final Runnable prompt;

    /// @param waitsForEach whether the outcome of each line is awaited, and a failure ends the run
    /// @param prompt run before each line is read
    public ConsoleSession(
            RecordSender sender, ConsoleRecords records, boolean waitsForEach, Runnable prompt) {
        this.sender = sender;
        this.records = records;
        this.waitsForEach = waitsForEach;
        this.prompt = prompt;
    }

    /// Sends the lines.
    ///
    /// @throws InterruptedException when the thread is interrupted; what was read so far is on its
    ///   way
    public void run(TextLines lines) throws InterruptedException {
        long number = 1;
        try {
            for (; advance(lines); number++) {
                if (!isSent(new Origin(SOURCE, number), lines)) {
                    return;
                }
            }
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException("while reading " + SOURCE);
        } catch (IOException e) {
            sender.refuse(new Origin(SOURCE, number), null, "cannot be read: " + e.getMessage());
        }
    }

    private boolean advance(TextLines lines) throws IOException {
        prompt.run();
        return lines.advance();
    }

    /// Whether the run goes on behind this line. As with Kafka's tool, a line that is no record
    /// ends it; one that is too large does not.
    private boolean isSent(Origin origin, TextLines lines) throws InterruptedException {
        var line = lines.line();
        if (line == null) {
            sender.refuse(
                    origin,
                    null,
                    lines.lengthInChars() + " characters are more than a request may have");
            return !waitsForEach;
        }
        try {
            var record = records.record(line, origin.line());
            if (waitsForEach) {
                return sender.sendAndWait(origin, record);
            }
            sender.send(origin, record);
            return true;
        } catch (RefusedLineException e) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(line);
            sender.refuse(origin, bytes, String.valueOf(e.getMessage()));
            return false;
        }
    }
}
