package io.qanat.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `log`: the files of the embedded broker.
@Command(
        name = "log",
        description = "Looks into the files of a data folder.",
        synopsisSubcommandLabel = "COMMAND")
final class LogCommand {
    @Mixin final HelpOption help = new HelpOption();
}
