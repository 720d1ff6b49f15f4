package io.qanat.cli;

import io.qanat.cli.console.ConsoleRecords;
import io.qanat.cli.console.ConsoleSession;
import io.qanat.cli.console.TextLines;
import io.qanat.cli.produce.OutcomeSink;
import io.qanat.cli.produce.RecordSender;
import io.qanat.cli.produce.SendTally;
import io.qanat.cli.produce.StallWatch;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.Serializer;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `console-producer`: Kafka's tool of this name, by its flags.
@Command(
        name = "console-producer",
        versionProvider = Version.class,
        description = "Sends lines as Kafka's console producer does, and takes its options.",
        footer = {
            "",
            "Exits with 1 when a line was not delivered, which Kafka's tool does not.",
            "A line that is no record ends the run, as there."
        })
final class ConsoleProducerCommand extends QanatCommand {
    private static final Map<String, String> DEFAULTS = Map.of("client.id", "console-producer");
    private static final Duration HURRY = Duration.ofSeconds(5);

    @Option(
            names = {"-b", "--bootstrap-server", "--broker-list"},
            paramLabel = "HOST:PORT,…",
            description = "A cluster to talk to, instead of the broker on the data folder.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            required = true,
            converter = TopicArgument.class,
            description = "Where to; it is made on first use.")
    private String topic = "";

    @Option(names = "--sync", description = "Sends one line at a time, and ends with a failure.")
    private boolean isSync;

    @Mixin private ConsoleReaderOptions reader = new ConsoleReaderOptions();
    @Mixin private ConsoleDeliveryOptions delivery = new ConsoleDeliveryOptions();
    @Mixin private ConsoleClientOptions client = new ConsoleClientOptions();
    @Mixin private DataFolderOption dataFolder = new DataFolderOption();
    @Mixin final VersionOption version = new VersionOption();

    ConsoleProducerCommand(Terminal terminal, StopSignal stop) {
        super(terminal, stop);
    }

    @Override
    ExitCode run() {
        var records = new ConsoleRecords(topic, reader.rules(terminal::say));
        var given = client.given(terminal::say);
        var settings = delivery.over(given.settings(DEFAULTS), terminal::say);
        var roomWaitMax = delivery.roomWaitMax();
        ProducerConfig.fromProperties(settings.anywhere());
        var servers = bootstrapServers == null ? given.bootstrap().orElse(null) : bootstrapServers;
        try (var reach = Target.reach(servers, dataFolder, terminal, stop)) {
            var config = ProducerConfig.fromProperties(settings.at(reach.bootstrap()));
            var tally = new SendTally();
            new StallWatch(tally, terminal::say, reach::trouble)
                    .during(() -> deliver(records, config, roomWaitMax, tally));
            stop.verify();
            return end(tally);
        }
    }

    private void deliver(
            ConsoleRecords records,
            ProducerConfig config,
            Optional<Duration> roomWaitMax,
            SendTally tally) {
        try (var producer = Producer.create(config, Serializer.BYTES, Serializer.BYTES)) {
            stop.stoppable(() -> producer.awaitReady(TopicAdmin.CONNECT_MAX));
            var sender =
                    new RecordSender(
                            producer,
                            roomWaitMax.orElse(config.deliveryTimeout()),
                            tally,
                            OutcomeSink.NONE,
                            terminal.nanos());
            var lines =
                    new TextLines(
                            new InputStreamReader(
                                    Channels.newInputStream(terminal.input()),
                                    StandardCharsets.UTF_8),
                            config.requestBytesMax());
            stop.stoppable(() -> {
                new ConsoleSession(sender, records, isSync, this::prompt).run(lines);
                producer.flush();
            });
            producer.close(stop.isRaised() ? HURRY : config.deliveryTimeout());
        }
    }

    /// For a person at the keyboard, where data goes nowhere else.
    private void prompt() {
        if (terminal.keyboard().hasInput() && terminal.keyboard().hasMessages()) {
            terminal.messages().print(">");
            terminal.messages().flush();
        }
    }

    /// Silent about a good end, as Kafka's tool is.
    private ExitCode end(SendTally tally) {
        var summary = tally.summary();
        if (summary.failedCount() == 0) {
            return ExitCode.OK;
        }
        summary.troubles().forEach(terminal::say);
        return ExitCode.FAILED;
    }
}
