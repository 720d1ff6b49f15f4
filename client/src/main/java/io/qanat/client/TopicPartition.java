package io.qanat.client;

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

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
