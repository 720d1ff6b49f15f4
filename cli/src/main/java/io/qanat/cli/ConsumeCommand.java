package io.qanat.cli;

import io.qanat.client.consumer.FetcherConfig;
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
            boolean isComplete =
                    new Reading(config, plan, stop)
                            .run(reader -> terminal.write(out -> reader.read(writer.to(out))));
            stop.verify();
            return isComplete || plan.countMax().isEmpty() ? ExitCode.OK : ExitCode.TIMED_OUT;
        }
    }
}
