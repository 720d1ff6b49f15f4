package io.qanat.broker.topics;

import io.qanat.log.TopicPartition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What has to be done so that partition folders and metadata records agree after a crash.
/// Immutable.
///
/// A record without its folder: the crash came after the record was durable, before the folder was;
/// the folder is made. A folder whose topic was deleted: the crash came between the record and the
/// deletion; it is deleted. Any other folder without a record is nobody's: it is kept and reported.
///
/// @param missing partitions to create, with their topics' ids
/// @param leftovers partitions to delete
/// @param strangers folders that no record knows
record FolderRepair(
        Map<TopicPartition, UUID> missing,
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
        var leftovers = new ArrayList<TopicPartition>();
        var strangers = new ArrayList<TopicPartition>();
        folders.forEach((partition, id) -> {
            if (removed.contains(id)) {
                leftovers.add(partition);
            } else if (!isKnown(image, partition, id)) {
                strangers.add(partition);
            }
        });
        for (Topic topic : image.topics()) {
            for (TopicPartition partition : topic.partitions()) {
                if (strangers.contains(partition)) {
                    throw new TopicConflictException(partition);
                }
                if (!topic.id().equals(folders.get(partition))) {
                    missing.put(partition, topic.id());
                }
            }
        }
        return new FolderRepair(missing, leftovers, strangers);
    }

    private static boolean isKnown(TopicImage image, TopicPartition partition, UUID id) {
        return partition.equals(MetadataLog.PARTITION)
                || image.withId(id)
                        .flatMap(topic -> topic.partition(partition.partition()))
                        .filter(partition::equals)
                        .isPresent();
    }
}
