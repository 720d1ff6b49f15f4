package io.qanat.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of the measuring commands that say which cluster is measured, and with which client.
/// Confined to the main thread.
final class PerfClientOptions {
    private static final String BOOTSTRAP = "bootstrap.servers";

    @Option(
            names = {"-b", "--bootstrap-server", "--broker-list"},
            paramLabel = "HOST:PORT,…",
            description = "A cluster to talk to, instead of the broker on the data folder.")
    private @Nullable String bootstrapServers;

    @Option(
            names = {"-X", "--command-property", "--producer-props"},
            arity = "1..*",
            paramLabel = "KEY=VALUE",
            description = "Properties of the client; may be given again.")
    private List<String> properties = new ArrayList<>();

    @Option(
            names = {"--command-config", "--producer.config", "--consumer.config"},
            paramLabel = "FILE",
            description = "Properties of the client in a file.")
    private @Nullable Path config;

    @Mixin private DataFolderOption dataFolder = new DataFolderOption();

    /// What was given, with what names the cluster apart. Immutable.
    ///
    /// @param servers null for the data folder's broker
    record Given(@Nullable String servers, ClientSettings settings) {}

    /// Reads the properties.
    Given given(Map<String, String> defaults) {
        var all = PropertyFile.with(config, properties);
        var servers = all.remove(BOOTSTRAP);
        return new Given(
                bootstrapServers == null ? servers : bootstrapServers,
                new ClientSettings(defaults, all));
    }

    /// Makes the cluster reachable.
    Reach reach(Given given, Terminal terminal, StopSignal stop) {
        return Target.reach(given.servers(), dataFolder, terminal, stop);
    }
}
