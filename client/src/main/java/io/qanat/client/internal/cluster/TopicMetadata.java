package io.qanat.client.internal.cluster;

import io.qanat.protocol.ErrorCode;
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

    /// Whether the topic's partitions are known.
    public boolean isKnown() {
        return error == ErrorCode.NONE && !partitions.isEmpty();
    }

    /// Whether asking again may help.
    public boolean isPending() {
        return error == ErrorCode.NONE ? partitions.isEmpty() : error.retriable();
    }
}
