package io.qanat.cli;

import io.qanat.cli.produce.Destination;
import io.qanat.cli.produce.LineFiles;
import io.qanat.cli.produce.LineProducer;
import io.qanat.cli.produce.OutcomeSink;
import io.qanat.cli.produce.Outcomes;
import io.qanat.cli.produce.Pace;
import io.qanat.cli.produce.Progress;
import io.qanat.cli.produce.ProgressException;
import io.qanat.cli.produce.ProgressLine;
import io.qanat.cli.produce.Pulse;
import io.qanat.cli.produce.RecordSender;
import io.qanat.cli.produce.SendTally;
import io.qanat.cli.produce.StallWatch;
import io.qanat.cli.produce.Summary;
import io.qanat.cli.text.Amounts;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.admin.NewTopic;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.Serializer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `produce`: every line becomes a record, and the summary says what became of them.
@Command(
        name = "produce",
        description = "Sends the lines of files, or of stdin, as records to a topic.")
final class ProduceCommand extends QanatCommand {
    /// One batch of a partition is on its way at a time, so large ones make the speed.
    private static final Map<String, String> DEFAULTS = Map.of("batch.size", "524288");

    /// How long records that wait are given when the user wants the command to end.
    private static final Duration HURRY = Duration.ofSeconds(5);

    @Parameters(
            index = "0",
            paramLabel = "TOPIC",
            converter = TopicArgument.class,
            description = "Where to; it is made on first use.")
    private String topic = "";

    @Parameters(
            index = "1..*",
            paramLabel = "FILE",
            description = "Lines; stdin when there is none, and for -.")
    private List<Path> files = List.of();

    @Option(
            names = "--acks",
            paramLabel = "0|1|all",
            description =
                    "What the broker must have done to count a record as delivered (default: all).")
    private @Nullable String acks;

    @Option(
            names = "--compression",
            paramLabel = "CODEC[:LEVEL]",
            converter = CompressionArgument.class,
            description =
                    "none, gzip, snappy, lz4 or zstd (default: none), with a level as zstd:9 where there are any.")
    private CompressionArgument.@Nullable Compressed compression;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Sends at most so many lines a second.")
    private @Nullable Double rate;

    @Mixin private TransactionOption transaction = new TransactionOption();
    @Mixin private ResumeOption resume = new ResumeOption();
    @Mixin private OutcomeOptions outcomes = new OutcomeOptions();
    @Mixin private RecordOptions records = new RecordOptions();
    @Mixin private PlacementOptions placement = new PlacementOptions();
    @Mixin private PropertyOption properties = new PropertyOption();
    @Mixin private Target target = new Target();

    /// What is to be done. Immutable.
    ///
    /// @param progress where it is noted how far that is, if anywhere
    private record Job(
            LineFiles files,
            Destination destination,
            ProducerConfig config,
            Optional<Progress> progress) {
        /// Notes how far it is, before others are told.
        OutcomeSink noting(OutcomeSink sink) {
            return progress.isEmpty() ? sink : new Outcomes(List.of(progress.get(), sink));
        }
    }

    ProduceCommand(Terminal terminal, StopSignal stop) {
        super(terminal, stop);
    }

    @Override
    ExitCode run() {
        var files = readable();
        var shape = records.shape();
        var headers = records.headers();
        placement.verify();
        if (rate != null && !(rate > 0)) {
            throw new CommandFailure(ExitCode.USAGE, "--rate " + rate + " is not above 0");
        }
        outcomes.verify(files);
        resume.verify(this.files, outcomes.hasDeadLetters());
        var settings = settings();
        try (var reach = target.reach(terminal, stop)) {
            var config = ProducerConfig.fromProperties(settings.at(reach.bootstrap()));
            var chosen = placement.prepare(topic, config.connection());
            var destination = new Destination(topic, chosen, shape, headers);
            var noted = resume.open(this.files, topic, config, stop);
            var summary = send(new Job(files, destination, config, noted), reach);
            if (summary.isEmpty() && reach.folder().isPresent()) {
                provideTopic(config.connection());
            }
            stop.verify();
            return summary.failedCount() == 0 ? ExitCode.OK : ExitCode.FAILED;
        } catch (ProgressException e) {
            throw new CommandFailure(ExitCode.FAILED, CommandFailure.line(e), e);
        }
    }

    private LineFiles readable() {
        var lines = new LineFiles(files, terminal.input());
        var unreadable = lines.unreadable();
        if (unreadable.isPresent()) {
            throw new CommandFailure(ExitCode.FAILED, "cannot read " + unreadable.get());
        }
        return lines;
    }

    /// Wrong settings are found before a broker is started for them.
    private ClientSettings settings() {
        var settings =
                properties
                        .settings(transaction.defaults(outcomes.defaults(DEFAULTS)))
                        .with("acks", acks);
        placement.over(settings);
        if (compression != null) {
            compression.over(settings);
        }
        transaction.verify(ProducerConfig.fromProperties(settings.anywhere()), resume.isGiven());
        return settings;
    }

    private Summary send(Job job, Reach reach) {
        var tally = new SendTally();
        var progress = new ProgressLine(tally, terminal.messages(), terminal.nanos());
        long startNanos = terminal.nanos().getAsLong();
        try (var recording = outcomes.open(terminal)) {
            Consumer<String> told =
                    line -> {
                        progress.clear();
                        terminal.say(line);
                    };
            Runnable watched =
                    () ->
                            new StallWatch(tally, told, reach::trouble)
                                    .during(() ->
                                            deliver(job, tally, job.noting(recording.sink())));
            try {
                new Pulse(() -> beat(job, recording, progress)).during(watched);
            } finally {
                progress.clear();
            }
            var summary = tally.summary();
            summary.lines(topic, terminal.nanos().getAsLong() - startNanos).forEach(terminal::say);
            job.progress().ifPresent(Progress::verify);
            return summary;
        }
    }

    private void beat(Job job, OutcomeOptions.Recording recording, ProgressLine progress) {
        recording.flush();
        job.progress().ifPresent(Progress::write);
        if (terminal.keyboard().hasMessages()) {
            progress.show();
        }
    }

    private void deliver(Job job, SendTally tally, OutcomeSink sink) {
        var config = job.config();
        try (var producer = Producer.create(config, Serializer.BYTES, Serializer.BYTES)) {
            stop.stoppable(() -> producer.awaitReady(TopicAdmin.CONNECT_MAX));
            var begun = transaction.begin(producer, stop);
            var sender =
                    new RecordSender(
                            producer, config.deliveryTimeout(), tally, sink, terminal.nanos());
            int lineBytesMax = records.lineBytesMax(config.requestBytesMax());
            var lines =
                    new LineProducer(
                            sender, job.destination(), pace(), lineBytesMax, job.progress());
            stop.stoppable(() -> {
                job.files().sendTo(lines, outcomes.lineBytesKept(lineBytesMax));
                producer.flush();
            });
            begun.ifPresent(open -> TransactionOption.end(open, tally, terminal, stop));
            if (lines.passedCount() > 0) {
                terminal.say(
                        Amounts.count(lines.passedCount(), "line")
                                + " passed over: delivered by an earlier run");
            }
            producer.close(stop.isRaised() ? HURRY : config.deliveryTimeout());
        }
    }

    private Pace pace() {
        return rate == null ? Pace.FREE : Pace.perSecond(rate, terminal.nanos());
    }

    /// An empty input is a first use of the topic, too.
    private void provideTopic(ConnectionConfig connection) {
        try (var admin = TopicAdmin.connect(connection)) {
            admin.provide(new NewTopic(topic));
        }
    }
}
