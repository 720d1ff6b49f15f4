package io.qanat.cli;

import io.qanat.client.BootstrapServers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that say which broker a command talks to. Confined to the main thread.
final class Target {
    @Option(
            names = {"-b", "--bootstrap-server"},
            paramLabel = "HOST:PORT,…",
            description = "A cluster to talk to, instead of the broker on the data folder.")
    private @Nullable String bootstrapServers;

    @Mixin private DataFolderOption dataFolder = new DataFolderOption();

    /// Makes the broker reachable, which starts the embedded one unless it runs.
    Reach reach(Terminal terminal, StopSignal stop) {
        return reach(bootstrapServers, dataFolder, terminal, stop);
    }

    /// Makes these servers reachable, or without them the broker on the data folder.
    static Reach reach(
            @Nullable String bootstrapServers,
            DataFolderOption dataFolder,
            Terminal terminal,
            StopSignal stop) {
        if (bootstrapServers == null) {
            return Reach.of(dataFolder.open(terminal, stop), terminal);
        }
        if (dataFolder.isGiven()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "either --bootstrap-server or --data-dir, not both");
        }
        try {
            return Reach.of(BootstrapServers.parse(bootstrapServers), terminal);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "--bootstrap-server: " + e.getMessage(), e);
        }
    }
}
