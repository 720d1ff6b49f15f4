package io.qanat.broker.topics;

import io.qanat.broker.config.TopicSettings;
import io.qanat.log.TopicPartition;
import io.qanat.protocol.metadata.ConfigRecord;
import io.qanat.protocol.metadata.MetadataMessage;
import io.qanat.protocol.metadata.PartitionRecord;
import io.qanat.protocol.metadata.ProducerIdsRecord;
import io.qanat.protocol.metadata.RemoveTopicRecord;
import io.qanat.protocol.metadata.TopicRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the metadata records say, one after the other. Confined to the thread that replays, then to
/// the topic writer.
final class TopicState {
    /// The number of a topic among the kinds of configured things.
    static final byte TOPIC_RESOURCE = 2;

    private static final int NODE = 0;

    private final Map<UUID, Draft> drafts = new HashMap<>();
    private final Map<String, Map<String, String>> configs = new HashMap<>();
    private final Set<UUID> removed = new HashSet<>();
    private final int messageBytesMaxDefault;
    private long nextProducerId;

    TopicState(int messageBytesMaxDefault) {
        this.messageBytesMaxDefault = messageBytesMaxDefault;
    }

    /// Takes one record in.
    void apply(MetadataMessage message) {
        switch (message) {
            case TopicRecord topic ->
                    drafts.put(topic.topicId(), new Draft(topic.name(), topic.topicId()));
            case PartitionRecord partition ->
                    draft(partition.topicId()).add(partition.partitionId());
            case ConfigRecord config -> configure(config);
            case RemoveTopicRecord removal -> remove(removal.topicId());
            case ProducerIdsRecord ids -> nextProducerId = ids.nextProducerId();
            default ->
                    throw new IllegalStateException(
                            "the metadata log has a record that is not known here: " + message);
        }
    }

    /// The bound on batches of topics that set none.
    int messageBytesMaxDefault() {
        return messageBytesMaxDefault;
    }

    /// The topics at this moment.
    TopicImage image() {
        var topics = new ArrayList<Topic>(drafts.size());
        for (Draft draft : drafts.values()) {
            topics.add(draft.topic(configs.getOrDefault(draft.name, Map.of())));
        }
        return new TopicImage(topics);
    }

    /// The ids of topics that were deleted.
    Set<UUID> removed() {
        return removed;
    }

    /// The first producer id that no block has.
    long nextProducerId() {
        return nextProducerId;
    }

    /// The records that create a topic.
    static List<MetadataMessage> creation(
            NewTopic wish, UUID id, int leaderEpoch, UUID directoryId) {
        var records = new ArrayList<MetadataMessage>();
        records.add(TopicRecord.builder().name(wish.name()).topicId(id).build());
        for (Map.Entry<String, String> config : new TreeMap<>(wish.configs()).entrySet()) {
            records.add(
                    ConfigRecord.builder()
                            .resourceType(TOPIC_RESOURCE)
                            .resourceName(wish.name())
                            .name(config.getKey())
                            .value(config.getValue())
                            .build());
        }
        for (int partition = 0; partition < wish.partitions(); partition++) {
            records.add(
                    PartitionRecord.builder()
                            .partitionId(partition)
                            .topicId(id)
                            .replicas(List.of(NODE))
                            .isr(List.of(NODE))
                            .leader(NODE)
                            .leaderEpoch(leaderEpoch)
                            .partitionEpoch(0)
                            .directories(List.of(directoryId))
                            .build());
        }
        return records;
    }

    /// The record that deletes a topic.
    static MetadataMessage removal(UUID id) {
        return RemoveTopicRecord.builder().topicId(id).build();
    }

    /// The record that reserves producer ids up to one.
    static MetadataMessage producerIds(long nextProducerId) {
        return ProducerIdsRecord.builder()
                .brokerId(NODE)
                .brokerEpoch(0)
                .nextProducerId(nextProducerId)
                .build();
    }

    private Draft draft(UUID id) {
        Draft draft = drafts.get(id);
        if (draft == null) {
            throw new IllegalStateException(
                    "the metadata log has a partition of an unknown topic " + id);
        }
        return draft;
    }

    private void configure(ConfigRecord config) {
        if (config.resourceType() != TOPIC_RESOURCE) {
            return;
        }
        Map<String, String> values =
                configs.computeIfAbsent(config.resourceName(), name -> new HashMap<>());
        String value = config.value();
        if (value == null) {
            values.remove(config.name());
        } else {
            values.put(config.name(), value);
        }
    }

    private void remove(UUID id) {
        Draft draft = drafts.remove(id);
        if (draft != null) {
            configs.remove(draft.name);
        }
        removed.add(id);
    }

    /// One topic while its records come in.
    private final class Draft {
        private final String name;
        private final UUID id;
        private final List<TopicPartition> partitions = new ArrayList<>();
        private @Nullable Topic topic;

        Draft(String name, UUID id) {
            this.name = name;
            this.id = id;
        }

        void add(int partition) {
            if (partition != partitions.size()) {
                throw new IllegalStateException(
                        "the metadata log has partition "
                                + partition
                                + " of "
                                + name
                                + " where partition "
                                + partitions.size()
                                + " is due");
            }
            partitions.add(new TopicPartition(name, partition));
            topic = null;
        }

        Topic topic(Map<String, String> overrides) {
            if (topic == null) {
                topic =
                        new Topic(
                                name,
                                id,
                                partitions,
                                new TopicSettings(overrides, messageBytesMaxDefault));
            }
            return topic;
        }
    }
}
