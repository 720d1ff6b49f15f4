package io.qanat.cli;

import picocli.CommandLine.Option;

/// The option that every command has. Confined to the main thread.
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean isAskedFor;

    /// Whether the help was shown instead of doing anything.
    boolean isAskedFor() {
        return isAskedFor;
    }
}
