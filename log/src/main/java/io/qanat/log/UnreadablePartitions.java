package io.qanat.log;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// The partitions whose files an opening could not read: each request for one is refused, the
/// others work. Filled by the opening, not changed afterwards.
final class UnreadablePartitions {
    private final Map<TopicPartition, UUID> topicIds = new HashMap<>();
    private final Map<TopicPartition, IOException> causes = new HashMap<>();

    void add(TopicPartition partition, UUID topicId, IOException cause) {
        topicIds.put(partition, topicId);
        causes.put(partition, cause);
    }

    /// The partitions with their topics' ids.
    Map<TopicPartition, UUID> topicIds() {
        return topicIds;
    }

    /// Refuses a partition that is one of these.
    ///
    /// @throws StorageException when it is
    void refuse(TopicPartition partition) {
        IOException cause = causes.get(partition);
        if (cause != null) {
            throw Failure.of(partition + " could not be opened", cause);
        }
    }
}
