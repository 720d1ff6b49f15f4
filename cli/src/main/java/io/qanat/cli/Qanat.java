package io.qanat.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The launcher's entry point.
@Command(
        name = "qanat",
        mixinStandardHelpOptions = true,
        version = "qanat 0.1.0-SNAPSHOT",
        description = "Event streaming on Kafka's wire protocol.",
        synopsisSubcommandLabel = "COMMAND")
public final class Qanat {
    private Qanat() {}

    /// Runs the command that the arguments name.
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        return new CommandLine(new Qanat()).execute(args);
    }
}
