package io.qanat.cli;

import picocli.CommandLine.Option;

/// The option of the command that has all others. Confined to the main thread.
final class VersionOption {
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the version.")
    private boolean isAskedFor;

    /// Whether the version was shown instead of doing anything.
    boolean isAskedFor() {
        return isAskedFor;
    }
}
