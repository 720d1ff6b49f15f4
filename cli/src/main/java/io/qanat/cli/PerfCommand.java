package io.qanat.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `perf`: the commands that measure.
@Command(
        name = "perf",
        description = "Measures a cluster, with the options and lines of Kafka's own tools.",
        synopsisSubcommandLabel = "COMMAND")
final class PerfCommand {
    @Mixin final HelpOption help = new HelpOption();
}
