package io.qanat.broker.api;

import io.qanat.broker.topics.Topic;
import io.qanat.broker.topics.TopicImage;
import io.qanat.log.Log;
import io.qanat.log.TopicPartition;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.FetchRequest;
import io.qanat.protocol.message.FetchRequest.FetchPartition;
import io.qanat.protocol.message.FetchRequest.FetchTopic;
import io.qanat.protocol.message.FetchResponse;
import io.qanat.protocol.message.FetchResponse.FetchableTopicResponse;
import io.qanat.protocol.message.FetchResponse.PartitionData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One fetch: its partitions in the order of the request, filled by one read after the other.
/// Confined to the connection's writer.
final class FetchPlan {
    private static final int TOPIC_ID_VERSION_MIN = 13;

    private final FetchRequest request;
    private final int bytesMax;
    private final int bytesMin;
    private final List<List<FetchSlot>> topics = new ArrayList<>();

    /// @param bytesMax the most that the broker puts into one answer
    FetchPlan(FetchRequest request, int version, TopicImage image, int leaderEpoch, int bytesMax) {
        this.request = request;
        this.bytesMax = Math.clamp(request.maxBytes(), 0, bytesMax);
        this.bytesMin = Math.min(request.minBytes(), this.bytesMax);
        for (FetchTopic topic : request.topics()) {
            var slots = new ArrayList<FetchSlot>(topic.partitions().size());
            for (FetchPartition partition : topic.partitions()) {
                slots.add(slot(topic, partition, version, image, leaderEpoch));
            }
            topics.add(slots);
        }
    }

    private static FetchSlot slot(
            FetchTopic topic,
            FetchPartition wanted,
            int version,
            TopicImage image,
            int leaderEpoch) {
        PartitionLookup lookup =
                version < TOPIC_ID_VERSION_MIN
                        ? PartitionLookup.named(image, topic.topic(), wanted.partition())
                        : byId(image.withId(topic.topicId()), wanted.partition());
        return switch (lookup) {
            case PartitionLookup.Missing missing -> FetchSlot.missing(wanted, missing.code());
            case PartitionLookup.Found found -> {
                ErrorCode error =
                        PartitionLookup.epochError(wanted.currentLeaderEpoch(), leaderEpoch);
                yield FetchSlot.of(wanted, found.partition(), error);
            }
        };
    }

    private static PartitionLookup byId(Optional<Topic> topic, int partition) {
        return PartitionLookup.of(topic, partition, ErrorCode.UNKNOWN_TOPIC_ID);
    }

    /// Reads what there is. The first batch of all comes in any case, however small the bounds: a
    /// consumer has to get on.
    void read(Log log) {
        int size = sizeInBytes();
        for (List<FetchSlot> slots : topics) {
            for (FetchSlot slot : slots) {
                int before = slot.sizeInBytes();
                slot.read(log, bytesMax - size, size == 0);
                size += slot.sizeInBytes() - before;
            }
        }
    }

    /// Whether the answer need not wait any longer: it has enough, or something to complain of, or
    /// nothing to wait for.
    boolean isComplete() {
        boolean waits = false;
        for (List<FetchSlot> slots : topics) {
            for (FetchSlot slot : slots) {
                if (slot.hasFailed()) {
                    return true;
                }
                waits = true;
            }
        }
        return !waits || sizeInBytes() >= bytesMin;
    }

    /// The partitions to wait for.
    List<TopicPartition> partitions() {
        var partitions = new ArrayList<TopicPartition>();
        for (List<FetchSlot> slots : topics) {
            for (FetchSlot slot : slots) {
                slot.partition().ifPresent(partitions::add);
            }
        }
        return partitions;
    }

    /// The response with what was read so far.
    FetchResponse response() {
        var responses = new ArrayList<FetchableTopicResponse>(topics.size());
        for (int i = 0; i < topics.size(); i++) {
            FetchTopic topic = request.topics().get(i);
            var partitions = new ArrayList<PartitionData>();
            for (FetchSlot slot : topics.get(i)) {
                partitions.add(slot.response(request.isolationLevel()));
            }
            responses.add(
                    FetchableTopicResponse.builder()
                            .topic(topic.topic())
                            .topicId(topic.topicId())
                            .partitions(partitions)
                            .build());
        }
        return FetchResponse.builder().responses(responses).build();
    }

    private int sizeInBytes() {
        int size = 0;
        for (List<FetchSlot> slots : topics) {
            for (FetchSlot slot : slots) {
                size += slot.sizeInBytes();
            }
        }
        return size;
    }
}
