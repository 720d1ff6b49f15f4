package io.qanat.client.admin;

import java.util.List;
import java.util.UUID;

/// A topic and where its partitions live. Immutable.
///
/// @param id its id, all zeros when the broker does not tell
/// @param isInternal whether the brokers keep state of their own in it
/// @param partitions by their index
public record TopicDescription(
        String name, UUID id, boolean isInternal, List<PartitionDescription> partitions) {
    /// Copies the list.
    public TopicDescription {
        partitions = List.copyOf(partitions);
    }
}
