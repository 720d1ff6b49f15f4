package io.qanat.cli;

import io.qanat.cli.consume.NotThereException;
import io.qanat.cli.consume.ReadPlan;
import io.qanat.cli.consume.TopicReader;
import io.qanat.client.ClientException;
import io.qanat.client.consumer.FetcherConfig;
import io.qanat.client.consumer.PartitionFetcher;
import io.qanat.protocol.ErrorCode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `consume`: records of a topic on stdout.
@Command(
        name = "consume",
        description = "Writes the records of a topic to stdout: their values, one per line.",
        footer = {
            "",
            "Starts at the earliest record, with --follow at the latest, and ends where",
            "the topic ended at the start, unless told otherwise.",
            "",
            "FORMAT: %%t topic, %%p partition, %%o offset, %%T timestamp, %%k key, %%v value,",
            "%%K %%V their lengths (-1: null), %%h headers, %%H their number, %%%% itself,",
            "\\n \\r \\t \\\\ \\xNN; a line feed is only written where the format has one."
        })
final class ConsumeCommand extends QanatCommand {
    private static final ErrorCode UNKNOWN = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;

    @Mixin private ReadOptions read = new ReadOptions();
    @Mixin private FormatOptions format = new FormatOptions();
    @Mixin private PropertyOption properties = new PropertyOption();
    @Mixin private Target target = new Target();

    ConsumeCommand(Terminal terminal, StopSignal stop) {
        super(terminal, stop);
    }

    @Override
    ExitCode run() {
        var plan = read.plan();
        var writer = format.writer();
        var settings = properties.settings(Map.of());
        FetcherConfig.fromProperties(settings.anywhere());
        try (var reach = target.reach(terminal, stop)) {
            var config = FetcherConfig.fromProperties(settings.at(reach.bootstrap()));
            boolean isComplete = read(plan, writer, config);
            stop.verify();
            return isComplete ? ExitCode.OK : ExitCode.TIMED_OUT;
        }
    }

    private boolean read(ReadPlan plan, RecordWriter writer, FetcherConfig config) {
        try (var fetcher = PartitionFetcher.create(config)) {
            var reader = new TopicReader(fetcher, plan);
            stop.stoppable(() -> {
                fetcher.awaitReady(TopicAdmin.CONNECT_MAX);
                terminal.write(out -> reader.read(writer.to(out)));
            });
            return !reader.hasFallenSilent() || plan.countMax().isEmpty();
        } catch (NotThereException e) {
            throw new CommandFailure(ExitCode.FAILED, CommandFailure.line(e), e);
        } catch (ClientException e) {
            throw e.errorCode().filter(UNKNOWN::equals).isPresent() ? unknown(plan.topic(), e) : e;
        }
    }

    private static CommandFailure unknown(String topic, ClientException e) {
        return new CommandFailure(
                ExitCode.FAILED,
                "there is no topic " + topic + ": qanat topics list shows which there are",
                e);
    }
}
