package io.qanat.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/// The option that sets any property of a client. Confined to the main thread.
final class PropertyOption {
    @Option(
            names = "-X",
            paramLabel = "KEY=VALUE",
            description = "A property of the client, by the name that Kafka gives it.")
    private Map<String, String> given = new LinkedHashMap<>();

    /// What was given, over the command's defaults.
    ClientSettings settings(Map<String, String> defaults) {
        return new ClientSettings(defaults, given);
    }
}
