package io.qanat.client.internal.cluster;

import io.qanat.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What a cluster says of one topic. Immutable.
///
/// @param error [ErrorCode#NONE], or why there is nothing else
/// @param partitions by their index; empty with an error
public record TopicMetadata(
        String name,
        UUID id,
        ErrorCode error,
        boolean isInternal,
        List<PartitionMetadata> partitions) {
    /// Copies the list.
    public TopicMetadata {
        partitions = List.copyOf(partitions);
    }

    /// A topic of which nothing but an error is known.
    public static TopicMetadata failed(String name, ErrorCode error) {
        return new TopicMetadata(name, new UUID(0, 0), error, false, List.of());
    }

    /// The same with another leader of a partition.
    TopicMetadata withLeader(int partition, int leaderId, int leaderEpoch) {
        var changed = new ArrayList<>(partitions);
        PartitionMetadata known = changed.get(partition);
        changed.set(
                partition,
                new PartitionMetadata(
                        leaderId, leaderEpoch, known.replicas(), known.inSyncReplicas()));
        return new TopicMetadata(name, id, error, isInternal, changed);
    }

    /// Whether the topic's partitions are known.
    public boolean isKnown() {
        return error == ErrorCode.NONE && !partitions.isEmpty();
    }

    /// Whether asking again may help.
    public boolean isPending() {
        return error == ErrorCode.NONE ? partitions.isEmpty() : error.retriable();
    }
}
