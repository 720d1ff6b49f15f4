package io.qanat.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of Kafka's tools that set any property of the client. Confined to the main thread.
final class ConsoleClientOptions {
    private static final String BOOTSTRAP = "bootstrap.servers";

    @Option(
            names = "--command-property",
            paramLabel = "KEY=VALUE",
            description = "A property of the producer; may be given again.")
    private List<String> properties = new ArrayList<>();

    @Option(
            names = "--producer-property",
            paramLabel = "KEY=VALUE",
            description = "The old name of --command-property.")
    private List<String> oldProperties = new ArrayList<>();

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Properties of the producer in a file.")
    private @Nullable Path config;

    @Option(
            names = "--producer.config",
            paramLabel = "FILE",
            description = "The old name of --command-config.")
    private @Nullable Path oldConfig;

    /// What was given. Immutable.
    ///
    /// @param bootstrap the servers that it names, if any
    record Given(Optional<String> bootstrap, Map<String, String> properties) {
        /// The settings over a command's defaults.
        ClientSettings settings(Map<String, String> defaults) {
            return new ClientSettings(defaults, properties);
        }
    }

    /// Reads what was given, with warnings about old names.
    Given given(Consumer<String> warnings) {
        refuseBoth("--command-property", properties, "--producer-property", oldProperties);
        if (config != null && oldConfig != null) {
            throw new CommandFailure(
                    ExitCode.USAGE, "either --command-config or --producer.config, not both");
        }
        if (!oldProperties.isEmpty()) {
            warnings.accept("--producer-property is an old name, use --command-property");
        }
        if (oldConfig != null) {
            warnings.accept("--producer.config is an old name, use --command-config");
        }
        var all =
                new LinkedHashMap<>(
                        PropertyFile.with(
                                config == null ? oldConfig : config,
                                oldProperties.isEmpty() ? properties : oldProperties));
        // Files are shared with programs that need these; here records are bytes.
        all.remove("key.serializer");
        all.remove("value.serializer");
        return new Given(Optional.ofNullable(all.remove(BOOTSTRAP)), all);
    }

    private static void refuseBoth(
            String name, List<String> values, String oldName, List<String> oldValues) {
        if (!values.isEmpty() && !oldValues.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "either " + name + " or " + oldName + ", not both");
        }
    }
}
