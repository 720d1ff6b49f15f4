package io.qanat.cli;

import io.qanat.cli.perf.ConsumeRun;
import io.qanat.client.consumer.FetcherConfig;
import io.qanat.client.consumer.PartitionFetcher;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `perf consume`: how fast records are read.
@Command(
        name = "consume",
        description = "Measures reading, as kafka-consumer-perf-test does: its options, its lines.",
        footer = {"", "Exits with 5 when fewer records came than asked for."})
final class PerfConsumeCommand extends QanatCommand {
    @Option(
            names = "--topic",
            required = true,
            paramLabel = "TOPIC",
            converter = TopicArgument.class,
            description = "What to read.")
    private String topic = "";

    @Option(
            names = {"--num-records", "--messages"},
            required = true,
            paramLabel = "N",
            description = "How many records.")
    private long recordCount;

    @Option(
            names = "--fetch-size",
            paramLabel = "BYTES",
            description = "The property max.partition.fetch.bytes (default: 1048576).")
    private String fetchBytes = "1048576";

    @Option(names = "--from-latest", description = "Starts behind the last record.")
    private boolean fromLatest;

    @Option(names = "--hide-header", description = "Leaves the first line out.")
    private boolean hidesHeader;

    @Option(
            names = "--show-detailed-stats",
            description = "A line per --reporting-interval instead of one at the end.")
    private boolean isDetailed;

    @Option(
            names = "--reporting-interval",
            paramLabel = "MS",
            description = "Time between detailed lines (default: 5000).")
    private long reportMillis = 5_000;

    @Option(
            names = "--timeout",
            paramLabel = "MS",
            description = "Ends when no record came for so long (default: 10000).")
    private long silenceMillis = 10_000;

    @Option(
            names = "--date-format",
            paramLabel = "FORMAT",
            description = "How times are written (default: yyyy-MM-dd HH:mm:ss:SSS).")
    private String dateFormat = "yyyy-MM-dd HH:mm:ss:SSS";

    @Option(
            names = {"--group", "--socket-buffer-size"},
            paramLabel = "VALUE",
            description = "Accepted: there is no group, and the system sizes its buffers.")
    private @Nullable String ignored;

    @Mixin private PerfClientOptions client = new PerfClientOptions();

    PerfConsumeCommand(Terminal terminal, StopSignal stop) {
        super(terminal, stop);
    }

    @Override
    ExitCode run() {
        if (ignored != null) {
            terminal.say("--group and --socket-buffer-size do nothing here");
        }
        requirePositive("--num-records", recordCount);
        requirePositive("--timeout", silenceMillis);
        requirePositive("--reporting-interval", reportMillis);
        var report =
                new ConsumeRun.Report(
                        terminal::writeLine,
                        !hidesHeader,
                        isDetailed,
                        Duration.ofMillis(reportMillis),
                        dates());
        var given = client.given(Map.of("max.partition.fetch.bytes", fetchBytes));
        FetcherConfig.fromProperties(given.settings().anywhere());
        try (var reach = client.reach(given, terminal, stop)) {
            var config = FetcherConfig.fromProperties(given.settings().at(reach.bootstrap()));
            boolean isComplete = isComplete(report, config);
            stop.verify();
            return isComplete ? ExitCode.OK : ExitCode.TIMED_OUT;
        }
    }

    private boolean isComplete(ConsumeRun.Report report, FetcherConfig config) {
        try (var fetcher = PartitionFetcher.create(config)) {
            var clock = new ConsumeRun.Clock(terminal.nanos(), terminal.wall());
            var run = new ConsumeRun(fetcher, report, clock);
            stop.stoppable(() -> {
                fetcher.awaitReady(TopicAdmin.CONNECT_MAX);
                run.run(topic, recordCount, fromLatest, Duration.ofMillis(silenceMillis));
            });
            if (!run.isComplete() && !stop.isRaised()) {
                terminal.say(
                        "no record for "
                                + silenceMillis
                                + " ms, before "
                                + recordCount
                                + " had come (--timeout)");
            }
            return run.isComplete();
        }
    }

    private DateTimeFormatter dates() {
        try {
            return DateTimeFormatter.ofPattern(dateFormat, Locale.ROOT)
                    .withZone(ZoneId.systemDefault());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--date-format " + dateFormat + ": " + e.getMessage(), e);
        }
    }

    private static void requirePositive(String option, long value) {
        if (value < 1) {
            throw new CommandFailure(ExitCode.USAGE, option + " " + value + " is not above 0");
        }
    }
}
