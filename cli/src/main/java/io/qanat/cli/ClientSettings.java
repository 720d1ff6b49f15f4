package io.qanat.cli;

import io.qanat.client.BootstrapServers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A client's properties by Kafka's names: the command's defaults, then `-X`, then the command's
/// own options. Confined to the main thread.
final class ClientSettings {
    private static final String BOOTSTRAP = "bootstrap.servers";

    private final Map<String, String> properties = new LinkedHashMap<>();

    ClientSettings(Map<String, String> defaults, Map<String, String> given) {
        if (given.containsKey(BOOTSTRAP)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "-X " + BOOTSTRAP + ": use --bootstrap-server instead");
        }
        properties.putAll(defaults);
        properties.putAll(given);
    }

    /// Takes an option's value, when it was given.
    ClientSettings with(String property, @Nullable String value) {
        if (value != null) {
            properties.put(property, value);
        }
        return this;
    }

    /// Everything, with servers that nobody connects to: for finding mistakes before there are any.
    Map<String, String> anywhere() {
        return at(BootstrapServers.parse("localhost:9092"));
    }

    /// Everything that a client at these servers is to be made with.
    Map<String, String> at(BootstrapServers servers) {
        var all = new LinkedHashMap<>(properties);
        all.put(BOOTSTRAP, servers.toString());
        return all;
    }
}
