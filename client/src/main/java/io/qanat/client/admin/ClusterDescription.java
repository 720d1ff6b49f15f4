package io.qanat.client.admin;

import io.qanat.client.Endpoint;
import java.util.Map;

/// A cluster's brokers. Immutable.
///
/// @param clusterId empty when the broker does not tell
/// @param controllerId the broker that answers for the controller, -1 without one
/// @param brokers addresses by broker id
public record ClusterDescription(
        String clusterId, int controllerId, Map<Integer, Endpoint> brokers) {
    /// Copies the map.
    public ClusterDescription {
        brokers = Map.copyOf(brokers);
    }
}
