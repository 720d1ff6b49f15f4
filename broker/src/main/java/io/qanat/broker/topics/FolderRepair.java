package io.qanat.broker.topics;

import io.qanat.log.Log;
import io.qanat.log.TopicPartition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What has to be done so that partition folders and metadata records agree after a crash.
/// Immutable.
///
/// A record without its folder: the crash came after the record was durable, before the folder was;
/// the folder is made. A folder whose topic was deleted: the crash came between the record and the
/// deletion; it is deleted. A folder that lost the file with its topic's id is taken for what its
/// name says when the records know that name. Any other folder without a record is nobody's: it is
/// kept and reported.
///
/// @param missing partitions to create, with their topics' ids
/// @param nameless partitions whose folders do not tell the topic's id, with those ids
/// @param leftovers partitions to delete
/// @param strangers folders that no record knows
record FolderRepair(
        Map<TopicPartition, UUID> missing,
        Map<TopicPartition, UUID> nameless,
        List<TopicPartition> leftovers,
        List<TopicPartition> strangers) {
    /// Compares records with folders.
    ///
    /// @param folders the partitions that have a folder, with the topic ids in them
    /// @param removed the ids of deleted topics
    /// @throws TopicConflictException if a folder of another topic stands where a topic's partition
    ///   belongs
    static FolderRepair of(TopicImage image, Set<UUID> removed, Map<TopicPartition, UUID> folders) {
        var missing = new LinkedHashMap<TopicPartition, UUID>();
        var nameless = new LinkedHashMap<TopicPartition, UUID>();
        var leftovers = new ArrayList<TopicPartition>();
        var strangers = new ArrayList<TopicPartition>();
        folders.forEach((partition, id) -> {
            var wanted = wantedId(image, partition);
            if (id.equals(Log.NO_TOPIC_ID) && wanted.isPresent()) {
                nameless.put(partition, wanted.get());
            } else if (removed.contains(id)) {
                leftovers.add(partition);
            } else if (!wanted.equals(Optional.of(id))
                    && !partition.equals(MetadataLog.PARTITION)) {
                strangers.add(partition);
            }
        });
        for (Topic topic : image.topics()) {
            for (TopicPartition partition : topic.partitions()) {
                if (strangers.contains(partition)) {
                    throw new TopicConflictException(partition);
                }
                if (!topic.id().equals(folders.get(partition))
                        && !nameless.containsKey(partition)) {
                    missing.put(partition, topic.id());
                }
            }
        }
        return new FolderRepair(missing, nameless, leftovers, strangers);
    }

    /// The id that a folder of this name should have, by the records.
    private static Optional<UUID> wantedId(TopicImage image, TopicPartition partition) {
        if (partition.equals(MetadataLog.PARTITION)) {
            return Optional.of(MetadataLog.TOPIC_ID);
        }
        return image.named(partition.topic())
                .filter(topic -> topic.partition(partition.partition()).isPresent())
                .map(Topic::id);
    }
}
