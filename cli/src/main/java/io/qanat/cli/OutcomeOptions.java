package io.qanat.cli;

import io.qanat.cli.produce.DeadLetters;
import io.qanat.cli.produce.JsonReport;
import io.qanat.cli.produce.LineFiles;
import io.qanat.cli.produce.OutcomeSink;
import io.qanat.cli.produce.Outcomes;
import io.qanat.cli.text.ByteOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say where it is noted what became of each line. Confined to the main thread.
final class OutcomeOptions {
    /// How long a line may be that is too long for a record and kept for the dead letters.
    private static final int DEAD_LINE_BYTES_MAX = 64 * 1024 * 1024;

    @Option(
            names = "--report",
            paramLabel = "json",
            description = "Writes what became of each line to stdout, as one object per line.")
    private @Nullable Report report;

    @Option(
            names = "--dead-letter",
            paramLabel = "FILE",
            description =
                    "Adds each line that was not, or not surely, delivered to FILE, with the reason; --input json produces it again.")
    private @Nullable Path deadLetter;

    private enum Report {
        JSON
    }

    /// Where outcomes are noted as long as records are sent. Confined to the main thread, but for
    /// its sink and [#flush()].
    record Recording(Optional<JsonReport> report, Optional<DeadLetters> deadLetters)
            implements AutoCloseable {
        OutcomeSink sink() {
            List<OutcomeSink> sinks =
                    Stream.<Optional<? extends OutcomeSink>>of(deadLetters, report)
                            .<OutcomeSink>flatMap(Optional::stream)
                            .toList();
            return sinks.isEmpty() ? OutcomeSink.NONE : new Outcomes(sinks);
        }

        void flush() {
            report.ifPresent(JsonReport::flush);
        }

        /// Ends the notes; what is lacking in them fails the command.
        @Override
        public void close() {
            flush();
            deadLetters.ifPresent(DeadLetters::close);
            deadLetters.flatMap(DeadLetters::trouble).ifPresent(Recording::fail);
            report.flatMap(JsonReport::trouble)
                    .filter(trouble -> !trouble.isReaderGone())
                    .map(CommandFailure::line)
                    .ifPresent(Recording::fail);
        }

        private static void fail(String line) {
            throw new CommandFailure(ExitCode.FAILED, line);
        }
    }

    boolean hasDeadLetters() {
        return deadLetter != null;
    }

    /// Refuses a file of dead letters that is read at the same time.
    void verify(LineFiles files) {
        if (deadLetter == null) {
            return;
        }
        try {
            if (files.contains(deadLetter)) {
                throw new CommandFailure(
                        ExitCode.USAGE, "--dead-letter " + deadLetter + " is what is to be sent");
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, FileTrouble.line(deadLetter, e), e);
        }
    }

    /// A producer's defaults: lines on their way that may become dead letters are in memory twice,
    /// so there are to be fewer.
    Map<String, String> defaults(Map<String, String> usual) {
        if (deadLetter == null) {
            return usual;
        }
        var fewer = new LinkedHashMap<>(usual);
        fewer.put("queue.buffering.max.messages", "100000");
        return fewer;
    }

    /// Opens what was asked for.
    Recording open(Terminal terminal) {
        return new Recording(
                Optional.ofNullable(report)
                        .map(form -> new JsonReport(new ByteOutput(terminal.output()))),
                Optional.ofNullable(deadLetter).map(OutcomeOptions::opened));
    }

    /// Lines that are too long for a record are kept for the dead letters.
    int lineBytesKept(int recordBytesMax) {
        return deadLetter == null ? recordBytesMax : Math.max(recordBytesMax, DEAD_LINE_BYTES_MAX);
    }

    private static DeadLetters opened(Path file) {
        try {
            return DeadLetters.open(file);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, FileTrouble.unwritten(file, e), e);
        }
    }
}
