package io.qanat.client;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The endpoints at which a client looks for the cluster first. Immutable.
///
/// @param endpoints at least one
public record BootstrapServers(List<Endpoint> endpoints) {
    /// Refuses an empty list.
    public BootstrapServers {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("no bootstrap server");
        }
    }

    /// Reads a comma-separated list of `host:port`, `[ipv6]:port` and `unix:/path`.
    ///
    /// @throws IllegalArgumentException with what is wrong
    public static BootstrapServers parse(String text) {
        return new BootstrapServers(
                Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .map(Endpoint::parse)
                        .toList());
    }

    @Override
    public String toString() {
        return endpoints.stream().map(Endpoint::toString).collect(Collectors.joining(","));
    }
}
