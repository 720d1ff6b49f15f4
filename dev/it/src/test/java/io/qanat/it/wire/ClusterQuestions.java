package io.qanat.it.wire;

import io.qanat.protocol.message.DescribeClusterRequest;
import io.qanat.protocol.message.DescribeConfigsRequest;
import io.qanat.protocol.message.DescribeConfigsRequest.DescribeConfigsResource;
import io.qanat.protocol.message.FindCoordinatorRequest;
import io.qanat.protocol.message.InitProducerIdRequest;
import io.qanat.protocol.message.MetadataRequest;
import io.qanat.protocol.message.MetadataRequest.MetadataRequestTopic;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What there is: metadata, configs, coordinators, producer ids.
final class ClusterQuestions {
    private static final byte TOPIC = 2;
    private static final byte BROKER = 4;

    private ClusterQuestions() {}

    static Stream<Question> all() {
        return Stream.of(metadata(), metadataById(), configs(), cluster()).flatMap(all -> all);
    }

    private static Stream<Question> metadata() {
        var withOperations =
                metadata(named(TopicQuestions.DATA)).toBuilder()
                        .includeTopicAuthorizedOperations(true)
                        .includeClusterAuthorizedOperations(true)
                        .build();
        return Stream.of(
                        Question.inVersions(
                                1, 3, "metadata of no topic", creating(metadata(List.of()))),
                        Question.inVersions(4, 13, "metadata of no topic", metadata(List.of())),
                        metadataOf("metadata", TopicQuestions.DATA),
                        metadataOf("metadata of a bad name", "a b"),
                        metadataOf("metadata of the empty name", ""),
                        Question.inVersions(
                                4,
                                13,
                                "metadata of an unknown topic",
                                metadata(named("answers-none"))),
                        Question.inVersions(8, 10, "metadata with operations", withOperations))
                .flatMap(questions -> questions);
    }

    private static Stream<Question> metadataOf(String what, String topic) {
        MetadataRequest request = metadata(named(topic));
        return Stream.concat(
                Question.inVersions(0, 3, what, creating(request)),
                Question.inVersions(4, 13, what, request));
    }

    /// Before version 4 there is no asking without creating.
    private static MetadataRequest creating(MetadataRequest request) {
        return request.toBuilder().allowAutoTopicCreation(true).build();
    }

    private static Stream<Question> metadataById() {
        return Stream.of(12, 13)
                .flatMap(v ->
                        Stream.of(
                                Question.of("metadata by id", v, id -> metadata(identified(id))),
                                Question.of(
                                        "metadata by id beside an empty name",
                                        v,
                                        id ->
                                                metadata(
                                                        List.of(
                                                                MetadataRequestTopic.builder()
                                                                        .topicId(id)
                                                                        .name("")
                                                                        .build()))),
                                Question.of(
                                        "metadata by an unknown id",
                                        v,
                                        id -> metadata(identified(new UUID(1, 2))))));
    }

    private static Stream<Question> configs() {
        List<String> some =
                List.of("cleanup.policy", "retention.ms", "max.message.bytes", "no.such");
        return Stream.of(
                        Question.inVersions(
                                1,
                                4,
                                "configs of a topic",
                                configs(TOPIC, TopicQuestions.DATA, some)),
                        Question.inVersions(
                                1,
                                4,
                                "configs of an unknown topic",
                                configs(TOPIC, "answers-none", some)),
                        Question.inVersions(
                                1, 4, "configs of a bad name", configs(TOPIC, "a b", some)),
                        Question.inVersions(
                                1, 4, "configs of another broker", configs(BROKER, "99", some)),
                        Question.inVersions(
                                1,
                                4,
                                "configs of a broker without a number",
                                configs(BROKER, "x", some)),
                        Question.inVersions(
                                1, 4, "configs of an unknown kind", configs((byte) 77, "x", some)))
                .flatMap(questions -> questions);
    }

    private static Stream<Question> cluster() {
        return Stream.of(
                        Question.inVersions(
                                0, 2, "cluster", DescribeClusterRequest.builder().build()),
                        Question.inVersions(
                                0,
                                4,
                                "producer id",
                                InitProducerIdRequest.builder().transactionalId(null).build()),
                        Question.inVersions(
                                0,
                                3,
                                "coordinator of a group",
                                FindCoordinatorRequest.builder().key("g").build()),
                        Question.inVersions(
                                4,
                                6,
                                "coordinators of two groups",
                                FindCoordinatorRequest.builder()
                                        .coordinatorKeys(List.of("g", "h"))
                                        .build()),
                        Question.inVersions(
                                1,
                                3,
                                "coordinator of an unknown kind",
                                FindCoordinatorRequest.builder()
                                        .key("g")
                                        .keyType((byte) 9)
                                        .build()))
                .flatMap(questions -> questions);
    }

    private static MetadataRequest metadata(@Nullable List<MetadataRequestTopic> topics) {
        return MetadataRequest.builder().topics(topics).allowAutoTopicCreation(false).build();
    }

    private static List<MetadataRequestTopic> named(String name) {
        return List.of(MetadataRequestTopic.builder().name(name).build());
    }

    private static List<MetadataRequestTopic> identified(UUID id) {
        return List.of(MetadataRequestTopic.builder().topicId(id).name(null).build());
    }

    private static DescribeConfigsRequest configs(byte type, String name, List<String> keys) {
        var resource =
                DescribeConfigsResource.builder()
                        .resourceType(type)
                        .resourceName(name)
                        .configurationKeys(keys)
                        .build();
        return DescribeConfigsRequest.builder().resources(List.of(resource)).build();
    }
}
