package io.qanat.broker.api;

import io.qanat.broker.topics.Topic;
import io.qanat.broker.topics.TopicImage;
import io.qanat.broker.topics.TopicName;
import io.qanat.log.TopicPartition;
import io.qanat.protocol.ErrorCode;
import java.util.Optional;

/// What a request names: a partition of this broker, or the reason why there is none. Immutable.
sealed interface PartitionLookup {
    /// The partition.
    record Found(Topic topic, TopicPartition partition) implements PartitionLookup {}

    /// No such partition.
    record Missing(ErrorCode code) implements PartitionLookup {}

    /// Looks a partition up.
    ///
    /// @param topic the topic, if the request names one that exists
    /// @param unknownTopic what the client is told if it does not
    static PartitionLookup of(Optional<Topic> topic, int partition, ErrorCode unknownTopic) {
        if (topic.isEmpty()) {
            return new Missing(unknownTopic);
        }
        return topic.get()
                .partition(partition)
                .<PartitionLookup>map(found -> new Found(topic.get(), found))
                .orElseGet(() -> new Missing(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION));
    }

    /// Looks a partition up by its topic's name.
    static PartitionLookup named(TopicImage image, String topic, int partition) {
        return of(image.named(topic), partition, unknown(topic));
    }

    private static ErrorCode unknown(String topic) {
        return topic.equals(TopicName.CLUSTER_METADATA)
                ? ErrorCode.INVALID_TOPIC_EXCEPTION
                : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    }

    /// Why a client's idea of the leader's epoch does not fit, or [ErrorCode#NONE]. See KIP-320.
    ///
    /// @param epoch what the client knows, negative when it does not care
    static ErrorCode epochError(int epoch, int leaderEpoch) {
        if (epoch < 0 || epoch == leaderEpoch) {
            return ErrorCode.NONE;
        }
        return epoch < leaderEpoch ? ErrorCode.FENCED_LEADER_EPOCH : ErrorCode.UNKNOWN_LEADER_EPOCH;
    }
}
