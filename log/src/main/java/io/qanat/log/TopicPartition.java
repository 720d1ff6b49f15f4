package io.qanat.log;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One partition of a topic, by name. Immutable.
///
/// @param topic the topic's name
/// @param partition the partition's index, from 0
public record TopicPartition(String topic, int partition) {
    /// Refuses a negative index.
    public TopicPartition {
        if (partition < 0) {
            throw new IllegalArgumentException("negative partition " + partition);
        }
    }

    /// The partition that a folder of this name holds, `topic-partition`.
    public static Optional<TopicPartition> parse(String name) {
        return PartitionName.parse(name);
    }

    // Written out, because linking the generated ones is a good part of a cold start.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TopicPartition that
                && partition == that.partition
                && topic.equals(that.topic);
    }

    @Override
    public int hashCode() {
        return 31 * topic.hashCode() + partition;
    }

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
