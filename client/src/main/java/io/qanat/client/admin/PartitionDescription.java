package io.qanat.client.admin;

import java.util.List;

/// Where a partition lives. Immutable.
///
/// @param partition its index, from 0
/// @param leaderId the broker that leads it, -1 without one
/// @param leaderEpoch how often the leader has changed, -1 when the broker does not tell
/// @param replicas brokers that hold it
/// @param inSyncReplicas those of them that hold all that is acknowledged
public record PartitionDescription(
        int partition,
        int leaderId,
        int leaderEpoch,
        List<Integer> replicas,
        List<Integer> inSyncReplicas) {
    /// Copies the lists.
    public PartitionDescription {
        replicas = List.copyOf(replicas);
        inSyncReplicas = List.copyOf(inSyncReplicas);
    }
}
