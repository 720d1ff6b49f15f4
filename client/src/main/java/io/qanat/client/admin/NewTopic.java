package io.qanat.client.admin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A topic to be created. Immutable.
///
/// @param name by Kafka's rules: 1 to 249 of the characters `a-zA-Z0-9._-`
/// @param partitions from 1, or [#BROKER_DEFAULT]
/// @param replicationFactor from 1, or [#BROKER_DEFAULT]
/// @param configs Kafka's names, as `retention.ms`; null stands for the default
public record NewTopic(
        String name, int partitions, int replicationFactor, Map<String, @Nullable String> configs) {
    /// Leaves a number to the broker (KIP-464).
    public static final int BROKER_DEFAULT = -1;

    /// A topic as the broker's defaults have it.
    public NewTopic(String name) {
        this(name, BROKER_DEFAULT, BROKER_DEFAULT, Map.of());
    }

    /// A topic with so many partitions.
    public NewTopic(String name, int partitions) {
        this(name, partitions, BROKER_DEFAULT, Map.of());
    }
}
