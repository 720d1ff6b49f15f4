package io.qanat.cli;

import io.qanat.cli.perf.Payloads;
import io.qanat.cli.perf.ProduceRun;
import io.qanat.cli.produce.Pace;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// The options that say what a measurement sends. Confined to the main thread.
final class PerfLoadOptions {
    private static final int RECORD_BYTES_MAX = 1 << 30;

    @Option(
            names = "--topic",
            required = true,
            paramLabel = "TOPIC",
            converter = TopicArgument.class,
            description = "Where to; it is made on first use.")
    private String topic = "";

    @Option(
            names = "--num-records",
            required = true,
            paramLabel = "N",
            description = "How many records.")
    private long recordCount;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Payload payload = new Payload();

    @Option(
            names = "--payload-delimiter",
            paramLabel = "PATTERN",
            description = "Parts the values of --payload-file (default: line feed).")
    private String payloadDelimiter = "\\n";

    @Option(
            names = "--throughput",
            paramLabel = "N",
            description = "At most so many records a second; -1: as many as go (default).")
    private double throughput = -1;

    @Option(
            names = "--warmup-records",
            paramLabel = "N",
            description = "Leaves the first N out of an additional line.")
    private long warmupCount;

    @Option(
            names = "--reporting-interval",
            paramLabel = "MS",
            description = "Time between lines about the progress (default: 5000).")
    private long reportMillis = 5_000;

    /// Where values come from.
    static final class Payload {
        @Option(
                names = "--record-size",
                required = true,
                paramLabel = "BYTES",
                description = "Values of so many capital letters.")
        private @Nullable Integer size;

        @Option(
                names = "--payload-file",
                required = true,
                paramLabel = "FILE",
                description = "Values by chance from the lines of a text in UTF-8.")
        private @Nullable Path file;

        @Option(
                names = "--payload-monotonic",
                required = true,
                description = "The records' numbers as values.")
        private boolean isNumber;
    }

    /// What is to be sent.
    ProduceRun.Load load(LongSupplier nanos) {
        if (recordCount < 1) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--num-records " + recordCount + " is not above 0");
        }
        if (warmupCount < 0 || warmupCount >= recordCount) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--warmup-records %d is not within 0 and below --num-records %d"
                            .formatted(warmupCount, recordCount));
        }
        if (reportMillis < 1) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--reporting-interval " + reportMillis + " is not above 0");
        }
        return new ProduceRun.Load(
                topic,
                payloads(),
                throughput > 0 ? Pace.perSecond(throughput, nanos) : Pace.FREE,
                recordCount,
                warmupCount,
                Duration.ofMillis(reportMillis));
    }

    private Payloads payloads() {
        if (payload.isNumber) {
            return Payloads.numbers();
        }
        return payload.file == null ? letters() : Payloads.among(texts(payload.file));
    }

    private Payloads letters() {
        int size = payload.size == null ? 0 : payload.size;
        if (size < 1 || size > RECORD_BYTES_MAX) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--record-size " + size + " is not within 1 to 1 GiB");
        }
        return Payloads.letters(size);
    }

    private List<String> texts(Path file) {
        try {
            var texts = Pattern.compile(payloadDelimiter).split(Files.readString(file), 0);
            if (texts.length == 0 || (texts.length == 1 && texts[0].isEmpty())) {
                throw new CommandFailure(ExitCode.USAGE, file + " is empty");
            }
            return List.of(texts);
        } catch (MalformedInputException e) {
            throw new CommandFailure(ExitCode.USAGE, file + " is no text in UTF-8", e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, FileTrouble.line(file, e), e);
        }
    }
}
