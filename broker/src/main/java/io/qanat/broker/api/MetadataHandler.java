package io.qanat.broker.api;

import io.qanat.broker.net.Endpoint;
import io.qanat.broker.topics.NewTopic;
import io.qanat.broker.topics.Topic;
import io.qanat.broker.topics.TopicImage;
import io.qanat.broker.topics.TopicName;
import io.qanat.broker.topics.TopicOutcome;
import io.qanat.broker.topics.Topics;
import io.qanat.log.TopicPartition;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataRequest.MetadataRequestTopic;
import io.qanat.protocol.message.MetadataResponse;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseBroker;
import io.qanat.protocol.message.MetadataResponse.MetadataResponsePartition;
import io.qanat.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Metadata: the broker, and the topics with their partitions. Immutable.
///
/// A topic that is created on first use is ready in the same answer, unlike in Apache Kafka, where
/// the client has to ask again.
final class MetadataHandler {
    private static final int TOPIC_ID_VERSION_MIN = 12;
    private static final UUID NO_ID = new UUID(0, 0);
    private static final List<Integer> NODES = List.of(NodeSettings.NODE_ID);

    private final NodeSettings settings;
    private final Cluster cluster;
    private final Topics topics;

    private MetadataHandler(NodeSettings settings, Cluster cluster, Topics topics) {
        this.settings = settings;
        this.cluster = cluster;
        this.topics = topics;
    }

    static Api<MetadataRequest> api(NodeSettings settings, Cluster cluster, Topics topics) {
        var handler = new MetadataHandler(settings, cluster, topics);
        return Api.of(
                ApiKey.METADATA, 0, 13, MetadataRequest.class, Handler.inTurn(handler::answer));
    }

    private MetadataResponse answer(MetadataRequest request, Call call)
            throws InterruptedException {
        Endpoint endpoint = call.peer().endpoint();
        return MetadataResponse.builder()
                .brokers(
                        List.of(
                                MetadataResponseBroker.builder()
                                        .nodeId(NodeSettings.NODE_ID)
                                        .host(endpoint.host())
                                        .port(endpoint.port())
                                        .build()))
                .clusterId(cluster.id())
                .controllerId(NodeSettings.NODE_ID)
                .clusterAuthorizedOperations(
                        AuthorizedOperations.cluster(request.includeClusterAuthorizedOperations()))
                .topics(topics(request, call.version()))
                .build();
    }

    private List<MetadataResponseTopic> topics(MetadataRequest request, int version)
            throws InterruptedException {
        boolean withOperations = request.includeTopicAuthorizedOperations();
        var answers = new ArrayList<MetadataResponseTopic>();
        List<MetadataRequestTopic> wanted = request.topics();
        if (wanted == null || (version == 0 && wanted.isEmpty())) {
            for (Topic topic : topics.image().topics()) {
                answers.add(found(topic, withOperations));
            }
            return answers;
        }
        Map<String, ErrorCode> failures =
                request.allowAutoTopicCreation() ? createMissing(wanted) : Map.of();
        TopicImage image = topics.image();
        for (MetadataRequestTopic topic : wanted) {
            answers.add(answer(topic, version, image, failures, withOperations));
        }
        return answers;
    }

    // Creates what is asked for by name and does not exist; returns what could not be created.
    private Map<String, ErrorCode> createMissing(List<MetadataRequestTopic> wanted)
            throws InterruptedException {
        if (!settings.autoCreateTopics()) {
            return Map.of();
        }
        var missing = new LinkedHashMap<String, NewTopic>();
        for (MetadataRequestTopic topic : wanted) {
            String name = topic.name();
            if (!isById(topic) && name != null && topics.image().named(name).isEmpty()) {
                missing.put(name, new NewTopic(name, settings.partitionsDefault(), Map.of()));
            }
        }
        if (missing.isEmpty()) {
            return Map.of();
        }
        var failures = new LinkedHashMap<String, ErrorCode>();
        List<TopicOutcome> outcomes = topics.create(List.copyOf(missing.values()));
        int index = 0;
        for (String name : missing.keySet()) {
            switch (outcomes.get(index++)) {
                case TopicOutcome.Done done -> {}
                case TopicOutcome.Refused refused -> failures.put(name, refused.code());
                case TopicOutcome.Failed failed ->
                        failures.put(name, LogErrors.code(failed.cause()));
            }
        }
        return failures;
    }

    private MetadataResponseTopic answer(
            MetadataRequestTopic wanted,
            int version,
            TopicImage image,
            Map<String, ErrorCode> failures,
            boolean withOperations) {
        String name = wanted.name();
        if (version < TOPIC_ID_VERSION_MIN && (isById(wanted) || name == null)) {
            return missing(ErrorCode.INVALID_REQUEST, name == null ? "" : name, wanted.topicId());
        }
        if (isById(wanted) || name == null) {
            return image.withId(wanted.topicId())
                    .map(topic -> found(topic, withOperations))
                    .orElseGet(() -> missing(ErrorCode.UNKNOWN_TOPIC_ID, null, wanted.topicId()));
        }
        return image.named(name)
                .map(topic -> found(topic, withOperations))
                .orElseGet(() -> missing(failures.getOrDefault(name, unknown(name)), name, NO_ID));
    }

    // The id decides: kafka-clients puts an empty name beside it.
    private static boolean isById(MetadataRequestTopic wanted) {
        return !wanted.topicId().equals(NO_ID);
    }

    private static ErrorCode unknown(String name) {
        return TopicName.problem(name).isPresent()
                ? ErrorCode.INVALID_TOPIC_EXCEPTION
                : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    }

    private static MetadataResponseTopic missing(ErrorCode error, @Nullable String name, UUID id) {
        return MetadataResponseTopic.builder()
                .errorCode(error.code())
                .name(name)
                .topicId(id)
                .build();
    }

    private MetadataResponseTopic found(Topic topic, boolean withOperations) {
        var partitions = new ArrayList<MetadataResponsePartition>(topic.partitions().size());
        for (TopicPartition partition : topic.partitions()) {
            partitions.add(
                    MetadataResponsePartition.builder()
                            .partitionIndex(partition.partition())
                            .leaderId(NodeSettings.NODE_ID)
                            .leaderEpoch(cluster.leaderEpoch())
                            .replicaNodes(NODES)
                            .isrNodes(NODES)
                            .build());
        }
        return MetadataResponseTopic.builder()
                .name(topic.name())
                .topicId(topic.id())
                .partitions(partitions)
                .topicAuthorizedOperations(AuthorizedOperations.topic(withOperations))
                .build();
    }
}
