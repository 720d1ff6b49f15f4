package io.qanat.cli;

import io.qanat.cli.dlq.LetterLines;
import io.qanat.client.consumer.FetcherConfig;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dlq list`: one line per dead letter.
@Command(
        name = "list",
        description = "Writes the letters of a dead-letter topic, one per line.",
        footer = {
            "",
            "text: PARTITION:OFFSET, time, topic of the record, whether it may be there",
            "all the same (no, possibly, - for not told), how often it was sent again, and",
            "the reason, parted by tabs. json: all of it, with the record, for produce",
            "--input json.",
        })
final class DlqListCommand extends QanatCommand {
    @Mixin private LetterOptions letters = new LetterOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "One line of this form per letter (default: text).")
    private OutputForm form = OutputForm.TEXT;

    @Mixin private PropertyOption properties = new PropertyOption();
    @Mixin private Target target = new Target();

    DlqListCommand(Terminal terminal, StopSignal stop) {
        super(terminal, stop);
    }

    @Override
    ExitCode run() {
        var plan = letters.plan();
        var settings = properties.settings(Map.of());
        FetcherConfig.fromProperties(settings.anywhere());
        RecordWriter writer =
                form == OutputForm.JSON ? LetterLines::writeJson : LetterLines::writeText;
        try (var reach = target.reach(terminal, stop)) {
            var config = FetcherConfig.fromProperties(settings.at(reach.bootstrap()));
            new Reading(config, plan, stop)
                    .run(reader -> terminal.write(out -> reader.read(writer.to(out))));
            stop.verify();
            return ExitCode.OK;
        }
    }
}
