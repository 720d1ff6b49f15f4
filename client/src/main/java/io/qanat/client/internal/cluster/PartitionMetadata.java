package io.qanat.client.internal.cluster;

import java.util.List;

/// Where one partition lives. Immutable.
///
/// @param leaderId the broker that leads it, or [#NO_LEADER]
/// @param leaderEpoch how often the leader has changed, or -1 when not known
public record PartitionMetadata(
        int leaderId, int leaderEpoch, List<Integer> replicas, List<Integer> inSyncReplicas) {
    /// The leader's id of a partition without one.
    public static final int NO_LEADER = -1;

    /// A partition of which nothing is known.
    static final PartitionMetadata UNKNOWN =
            new PartitionMetadata(NO_LEADER, -1, List.of(), List.of());

    /// Copies the lists.
    public PartitionMetadata {
        replicas = List.copyOf(replicas);
        inSyncReplicas = List.copyOf(inSyncReplicas);
    }

    /// Whether there is a leader.
    public boolean hasLeader() {
        return leaderId != NO_LEADER;
    }
}
