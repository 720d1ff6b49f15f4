package io.qanat.client.internal.admin;

import io.qanat.client.admin.PartitionDescription;
import io.qanat.client.admin.TopicDescription;
import io.qanat.protocol.message.MetadataResponse.MetadataResponsePartition;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.util.Comparator;
import java.util.List;

/// Metadata answers as descriptions.
final class Descriptions {
    private Descriptions() {}

    static TopicDescription of(String name, MetadataResponseTopic topic) {
        List<PartitionDescription> partitions =
                topic.partitions().stream()
                        .map(Descriptions::of)
                        .sorted(Comparator.comparingInt(PartitionDescription::partition))
                        .toList();
        return new TopicDescription(name, topic.topicId(), topic.isInternal(), partitions);
    }

    private static PartitionDescription of(MetadataResponsePartition partition) {
        return new PartitionDescription(
                partition.partitionIndex(),
                partition.leaderId(),
                partition.leaderEpoch(),
                partition.replicaNodes(),
                partition.isrNodes());
    }
}
