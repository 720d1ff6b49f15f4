package io.qanat.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `cluster`: what nodes there are.
@Command(
        name = "cluster",
        description = "Describes a cluster.",
        synopsisSubcommandLabel = "COMMAND")
final class ClusterCommand {
    @Mixin final HelpOption help = new HelpOption();
}
