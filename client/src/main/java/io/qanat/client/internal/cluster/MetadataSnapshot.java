package io.qanat.client.internal.cluster;

import io.qanat.client.Endpoint;
import io.qanat.client.TopicPartition;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.MetadataResponse;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseBroker;
import io.qanat.protocol.message.MetadataResponse.MetadataResponsePartition;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The cluster as one metadata answer told it. Immutable.
///
/// Answers are hostile until shown otherwise: a broker with an impossible address is left out, and
/// a topic whose partitions are not numbered from 0 counts as unknown.
///
/// @param brokers addresses by broker id
/// @param topics by name
public record MetadataSnapshot(
        String clusterId,
        int controllerId,
        Map<Integer, Endpoint> brokers,
        Map<String, TopicMetadata> topics) {
    /// Before the first answer.
    public static final MetadataSnapshot EMPTY = new MetadataSnapshot("", -1, Map.of(), Map.of());

    /// Copies the maps.
    public MetadataSnapshot {
        brokers = Map.copyOf(brokers);
        topics = Map.copyOf(topics);
    }

    /// What is known of a topic, if it was asked for.
    public Optional<TopicMetadata> topic(String name) {
        return Optional.ofNullable(topics.get(name));
    }

    /// The broker that leads a partition, if it is known to have one.
    public Optional<PartitionMetadata> partition(String topic, int index) {
        TopicMetadata metadata = topics.get(topic);
        return metadata == null || index >= metadata.partitions().size()
                ? Optional.empty()
                : Optional.of(metadata.partitions().get(index));
    }

    /// The same with a partition's newer leader; itself when that is no news, or leads nowhere.
    ///
    /// @param endpoint the leader's address, where it came with the news
    MetadataSnapshot withLeader(
            TopicPartition partition, int leaderId, int leaderEpoch, Optional<Endpoint> endpoint) {
        TopicMetadata topic = topics.get(partition.topic());
        Optional<PartitionMetadata> known = partition(partition.topic(), partition.partition());
        if (topic == null
                || known.isEmpty()
                || leaderEpoch <= known.get().leaderEpoch()
                || (endpoint.isEmpty() && !brokers.containsKey(leaderId))) {
            return this;
        }
        var grown = new HashMap<>(brokers);
        endpoint.ifPresent(address -> grown.put(leaderId, address));
        var changed = new HashMap<>(topics);
        changed.put(topic.name(), topic.withLeader(partition.partition(), leaderId, leaderEpoch));
        return new MetadataSnapshot(clusterId, controllerId, grown, changed);
    }

    /// What an answer says.
    public static MetadataSnapshot of(MetadataResponse response) {
        return of(response, EMPTY);
    }

    /// What an answer says, where it is not older than what is known.
    static MetadataSnapshot of(MetadataResponse response, MetadataSnapshot before) {
        var brokers = new HashMap<Integer, Endpoint>();
        for (MetadataResponseBroker broker : response.brokers()) {
            endpoint(broker.host(), broker.port())
                    .ifPresent(endpoint -> brokers.put(broker.nodeId(), endpoint));
        }
        var topics = new HashMap<String, TopicMetadata>();
        for (MetadataResponseTopic topic : response.topics()) {
            if (topic.name() != null) {
                topics.put(topic.name(), topic(topic, before.topics.get(topic.name())));
            }
        }
        String clusterId = response.clusterId();
        return new MetadataSnapshot(
                clusterId == null ? "" : clusterId, response.controllerId(), brokers, topics);
    }

    /// An address that a broker told, if it can be one.
    public static Optional<Endpoint> endpoint(String host, int port) {
        try {
            return Optional.of(new Endpoint(host, port));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static TopicMetadata topic(
            MetadataResponseTopic topic, @Nullable TopicMetadata before) {
        String name = topic.name() == null ? "" : topic.name();
        ErrorCode error = ErrorCode.of(topic.errorCode());
        if (error != ErrorCode.NONE) {
            return TopicMetadata.failed(name, error);
        }
        var partitions = new PartitionMetadata[topic.partitions().size()];
        Arrays.fill(partitions, PartitionMetadata.UNKNOWN);
        for (MetadataResponsePartition partition : topic.partitions()) {
            int index = partition.partitionIndex();
            if (index < 0 || index >= partitions.length) {
                return TopicMetadata.failed(name, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
            }
            partitions[index] = partition(partition);
        }
        var known =
                new TopicMetadata(
                        name, topic.topicId(), error, topic.isInternal(), List.of(partitions));
        return before != null && before.id().equals(known.id()) ? newest(known, before) : known;
    }

    private static PartitionMetadata partition(MetadataResponsePartition partition) {
        return new PartitionMetadata(
                partition.leaderId(),
                partition.leaderEpoch(),
                partition.replicaNodes(),
                partition.isrNodes());
    }

    /// A broker that lags behind must not take a partition back to a leader that was deposed.
    private static TopicMetadata newest(TopicMetadata now, TopicMetadata before) {
        var partitions = now.partitions().toArray(PartitionMetadata[]::new);
        for (int i = 0; i < Math.min(partitions.length, before.partitions().size()); i++) {
            PartitionMetadata known = before.partitions().get(i);
            if (partitions[i].leaderEpoch() >= 0
                    && partitions[i].leaderEpoch() < known.leaderEpoch()) {
                partitions[i] = known;
            }
        }
        return new TopicMetadata(
                now.name(), now.id(), now.error(), now.isInternal(), List.of(partitions));
    }
}
