package io.qanat.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `topics`: what topics there are.
@Command(
        name = "topics",
        description = "Creates, lists, describes and deletes topics.",
        synopsisSubcommandLabel = "COMMAND")
final class TopicsCommand {
    @Mixin final HelpOption help = new HelpOption();
}
