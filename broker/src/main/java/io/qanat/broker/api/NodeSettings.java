package io.qanat.broker.api;

import io.qanat.broker.config.ConfigValue;
import java.util.List;

/// What handlers need to know of the broker's configuration. Immutable.
///
/// @param autoCreateTopics whether the first use of an unknown topic creates it
/// @param partitionsDefault partitions of a topic that is created without a count
/// @param fetchBytesMax the most records in one answer to a fetch, but for a single larger batch
/// @param values every broker-wide configuration key with its value
public record NodeSettings(
        boolean autoCreateTopics,
        int partitionsDefault,
        int fetchBytesMax,
        List<ConfigValue> values) {
    /// This broker's node id: some clients and tests name broker 0 outright.
    static final int NODE_ID = 0;

    /// Copies the values.
    public NodeSettings {
        values = List.copyOf(values);
    }
}
