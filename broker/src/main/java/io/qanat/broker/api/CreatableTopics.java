package io.qanat.broker.api;

import io.qanat.broker.topics.NewTopic;
import io.qanat.broker.topics.TopicOutcome;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.CreateTopicsRequest.CreatableReplicaAssignment;
import io.qanat.protocol.message.CreateTopicsRequest.CreatableTopic;
import io.qanat.protocol.message.CreateTopicsRequest.CreatableTopicConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a CreateTopics request says about replicas, on a cluster of one. Immutable.
///
/// A replication factor above 1 is clamped to 1: programs that ask for 3 work here unchanged. An
/// assignment that names another broker is refused, as everywhere.
final class CreatableTopics {
    private static final int BY_DEFAULT = -1;

    private final int partitionsDefault;

    CreatableTopics(int partitionsDefault) {
        this.partitionsDefault = partitionsDefault;
    }

    /// Why a topic cannot be created as it is asked for, or nothing.
    Optional<TopicOutcome.Refused> refusal(CreatableTopic topic) {
        return placement(topic).or(() -> configs(topic));
    }

    /// The wish without replicas.
    NewTopic wish(CreatableTopic topic) {
        Map<String, String> configs = new HashMap<>();
        for (CreatableTopicConfig config : topic.configs()) {
            String value = config.value();
            if (value != null) {
                configs.put(config.name(), value);
            }
        }
        return new NewTopic(topic.name(), partitions(topic), configs);
    }

    private int partitions(CreatableTopic topic) {
        if (!topic.assignments().isEmpty()) {
            return topic.assignments().size();
        }
        return topic.numPartitions() == BY_DEFAULT ? partitionsDefault : topic.numPartitions();
    }

    private static Optional<TopicOutcome.Refused> placement(CreatableTopic topic) {
        if (!topic.assignments().isEmpty()) {
            return assignments(topic);
        }
        if (topic.replicationFactor() == 0 || topic.replicationFactor() < BY_DEFAULT) {
            return refused(
                    ErrorCode.INVALID_REPLICATION_FACTOR,
                    "Replication factor was set to an invalid non-positive value: "
                            + topic.replicationFactor());
        }
        return Optional.empty();
    }

    private static Optional<TopicOutcome.Refused> assignments(CreatableTopic topic) {
        if (topic.numPartitions() != BY_DEFAULT || topic.replicationFactor() != BY_DEFAULT) {
            return refused(
                    ErrorCode.INVALID_REQUEST,
                    "A manual partition assignment was specified, but numPartitions and replicationFactor were not both -1.");
        }
        boolean[] assigned = new boolean[topic.assignments().size()];
        for (CreatableReplicaAssignment assignment : topic.assignments()) {
            int partition = assignment.partitionIndex();
            if (partition < 0 || partition >= assigned.length || assigned[partition]) {
                return refused(
                        ErrorCode.INVALID_REPLICA_ASSIGNMENT,
                        "The assigned partitions are not 0 to "
                                + (assigned.length - 1)
                                + ", each once.");
            }
            assigned[partition] = true;
            if (!assignment.brokerIds().equals(List.of(NodeSettings.NODE_ID))) {
                return refused(
                        ErrorCode.INVALID_REPLICA_ASSIGNMENT,
                        "Partition "
                                + partition
                                + " is assigned to brokers "
                                + assignment.brokerIds()
                                + ", but the only broker is "
                                + NodeSettings.NODE_ID
                                + ".");
            }
        }
        return Optional.empty();
    }

    private static Optional<TopicOutcome.Refused> configs(CreatableTopic topic) {
        for (CreatableTopicConfig config : topic.configs()) {
            if (config.value() == null) {
                return refused(
                        ErrorCode.INVALID_CONFIG,
                        "Null value not supported for topic configs: " + config.name());
            }
        }
        return Optional.empty();
    }

    private static Optional<TopicOutcome.Refused> refused(ErrorCode code, String message) {
        return Optional.of(new TopicOutcome.Refused(code, message));
    }
}
