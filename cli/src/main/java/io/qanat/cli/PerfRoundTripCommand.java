package io.qanat.cli;

import io.qanat.cli.perf.Payloads;
import io.qanat.cli.perf.RoundTripRun;
import io.qanat.client.admin.NewTopic;
import io.qanat.client.consumer.FetcherConfig;
import io.qanat.client.consumer.PartitionFetcher;
import io.qanat.client.producer.Producer;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.client.producer.Serializer;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `perf e2e`: how long a record takes from the producer to a consumer.
@Command(
        name = "e2e",
        description =
                "Measures the time from sending to arrival, one record after the other, as Kafka's end-to-end latency tool does.",
        footer = {"", "The properties are the producer's. Nobody else may write to the topic."})
final class PerfRoundTripCommand extends QanatCommand {
    @Option(
            names = "--topic",
            required = true,
            paramLabel = "TOPIC",
            converter = TopicArgument.class,
            description = "Where to; it is made unless it is there.")
    private String topic = "";

    @Option(
            names = "--num-records",
            required = true,
            paramLabel = "N",
            description = "How many records.")
    private long recordCount;

    @Option(
            names = "--record-size",
            required = true,
            paramLabel = "BYTES",
            description = "Values of so many capital letters.")
    private int recordBytes;

    @Option(
            names = {"--acks", "--producer-acks"},
            paramLabel = "1|all",
            description = "The property acks (default: all).")
    private String acks = "all";

    @Mixin private PerfClientOptions client = new PerfClientOptions();

    PerfRoundTripCommand(Terminal terminal, StopSignal stop) {
        super(terminal, stop);
    }

    @Override
    ExitCode run() {
        if (recordCount < 1 || recordBytes < 1) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--num-records and --record-size are to be above 0");
        }
        if (acks.equals("0")) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--acks 0: without an acknowledgement nothing is known");
        }
        // A record that waits to be joined by others would measure the wait.
        var given = client.given(Map.of("linger.ms", "0"));
        given.settings().with("acks", acks);
        ProducerConfig.fromProperties(given.settings().anywhere());
        try (var reach = client.reach(given, terminal, stop)) {
            var config = ProducerConfig.fromProperties(given.settings().at(reach.bootstrap()));
            measure(config);
            stop.verify();
            return ExitCode.OK;
        }
    }

    private void measure(ProducerConfig config) {
        try (var admin = TopicAdmin.connect(config.connection())) {
            admin.provide(new NewTopic(topic));
        }
        var reading = FetcherConfig.builder(config.connection()).build();
        try (var producer = Producer.create(config, Serializer.BYTES, Serializer.BYTES);
                var fetcher = PartitionFetcher.create(reading)) {
            var run = new RoundTripRun(producer, fetcher, terminal::writeLine, terminal.nanos());
            stop.stoppable(() -> {
                producer.awaitReady(TopicAdmin.CONNECT_MAX);
                fetcher.awaitReady(TopicAdmin.CONNECT_MAX);
                run.run(topic, Payloads.letters(recordBytes), recordCount);
            });
        } catch (IllegalStateException e) {
            throw new CommandFailure(ExitCode.FAILED, CommandFailure.line(e), e);
        }
    }
}
