package io.qanat.broker.topics;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// All topics at one moment. Immutable.
public final class TopicImage {
    private final Map<String, Topic> byName;
    private final Map<UUID, Topic> byId;
    private final int partitionCount;

    /// The image of these topics.
    TopicImage(Collection<Topic> topics) {
        int partitions = 0;
        byName = HashMap.newHashMap(topics.size());
        byId = HashMap.newHashMap(topics.size());
        for (Topic topic : topics) {
            byName.put(topic.name(), topic);
            byId.put(topic.id(), topic);
            partitions += topic.partitions().size();
        }
        partitionCount = partitions;
    }

    /// Every topic, in no order.
    public Collection<Topic> topics() {
        return byName.values();
    }

    /// How many partitions all topics have together.
    int partitionCount() {
        return partitionCount;
    }

    /// The topic of a name.
    public Optional<Topic> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// The topic of an id.
    public Optional<Topic> withId(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }
}
