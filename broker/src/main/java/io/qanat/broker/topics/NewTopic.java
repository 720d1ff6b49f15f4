package io.qanat.broker.topics;

import java.util.Map;

/// A topic that somebody wants. Immutable.
///
/// @param name its name
/// @param partitions how many partitions
/// @param configs what is set for it, by key
public record NewTopic(String name, int partitions, Map<String, String> configs) {
    /// Copies the configuration.
    public NewTopic {
        configs = Map.copyOf(configs);
    }
}
