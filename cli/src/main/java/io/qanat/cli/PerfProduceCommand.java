package io.qanat.cli;

import io.qanat.cli.perf.ProduceRun;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.Serializer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `perf produce`: how fast records are acknowledged.
@Command(
        name = "produce",
        description =
                "Measures sending, as kafka-producer-perf-test does: its options, its summary line.",
        footer = {"", "Exits with 1 when a record was not delivered."})
final class PerfProduceCommand extends QanatCommand {
    private static final Map<String, String> DEFAULTS = Map.of("client.id", "perf-producer-client");

    @Mixin private PerfLoadOptions options = new PerfLoadOptions();
    @Mixin private PerfClientOptions client = new PerfClientOptions();

    @Option(names = "--print-metrics", description = "Writes metrics at the end.")
    private boolean printsMetrics;

    @Option(
            names = {"--transactional-id", "--transaction-duration-ms"},
            paramLabel = "VALUE",
            description = "Refused: loads are without transactions.")
    private @Nullable String transaction;

    PerfProduceCommand(Terminal terminal, StopSignal stop) {
        super(terminal, stop);
    }

    @Override
    ExitCode run() {
        if (transaction != null) {
            throw new CommandFailure(ExitCode.USAGE, "loads are without transactions");
        }
        var load = options.load(terminal.nanos());
        var given = client.given(DEFAULTS);
        ProducerConfig.fromProperties(given.settings().anywhere());
        try (var reach = client.reach(given, terminal, stop)) {
            var config = ProducerConfig.fromProperties(given.settings().at(reach.bootstrap()));
            boolean isDelivered = isDelivered(load, config);
            stop.verify();
            return isDelivered ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private boolean isDelivered(ProduceRun.Load load, ProducerConfig config) {
        try (var producer = Producer.create(config, Serializer.BYTES, Serializer.BYTES)) {
            stop.stoppable(() -> producer.awaitReady(TopicAdmin.CONNECT_MAX));
            var run = new ProduceRun(producer, load, terminal::writeLine, terminal.nanos());
            stop.stoppable(run::run);
            run.summarize();
            if (printsMetrics) {
                run.tellMetrics(config.connection().clientId());
            }
            run.failureLine().ifPresent(terminal::say);
            return run.failureLine().isEmpty();
        }
    }
}
