package io.qanat.broker.topics;

import io.qanat.broker.config.TopicSettings;
import io.qanat.log.TopicPartition;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One topic. Immutable.
///
/// @param name its name
/// @param id its id, never used again after its deletion
/// @param partitions its partitions in order
/// @param settings its configuration
public record Topic(String name, UUID id, List<TopicPartition> partitions, TopicSettings settings) {
    /// Copies the partitions.
    public Topic {
        partitions = List.copyOf(partitions);
    }

    /// The partition with this index, if the topic has it.
    public Optional<TopicPartition> partition(int index) {
        return index >= 0 && index < partitions.size()
                ? Optional.of(partitions.get(index))
                : Optional.empty();
    }
}
