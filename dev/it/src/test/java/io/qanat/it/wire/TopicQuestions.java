package io.qanat.it.wire;

import io.qanat.protocol.message.CreateTopicsRequest;
import io.qanat.protocol.message.CreateTopicsRequest.CreatableReplicaAssignment;
import io.qanat.protocol.message.CreateTopicsRequest.CreatableTopic;
import io.qanat.protocol.message.CreateTopicsRequest.CreatableTopicConfig;
import io.qanat.protocol.message.DeleteTopicsRequest;
import io.qanat.protocol.message.DeleteTopicsRequest.DeleteTopicState;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Making and taking away topics.
final class TopicQuestions {
    /// A topic of one partition that the questions about records use.
    static final String DATA = "answers-data";

    private static final int TIMEOUT_MILLIS = 10_000;

    private TopicQuestions() {}

    static Stream<Question> all() {
        return Stream.of(
                        creations(),
                        refusals(),
                        Question.inVersions(1, 5, "delete unknown", deleteByName("answers-none")),
                        Question.inVersions(6, 6, "delete unknown", delete("answers-none", null)),
                        Question.inVersions(
                                6, 6, "delete unknown id", delete(null, new UUID(1, 2))),
                        Question.inVersions(
                                6, 6, "delete name and id", delete("answers-none", new UUID(1, 2))),
                        Question.inVersions(1, 3, "delete empty", deleteByName()),
                        Question.inVersions(4, 4, "delete", deleteByName("answers-v4")),
                        Question.inVersions(5, 5, "delete again", deleteByName("answers-v4")),
                        Question.inVersions(6, 6, "delete", delete("answers-v5", null)))
                .flatMap(questions -> questions);
    }

    private static Stream<Question> creations() {
        return Stream.concat(
                Stream.of(Question.of("create the data topic", 7, create(topic(DATA, 1, 1)))),
                Stream.of(2, 3, 4, 5, 6)
                        .map(v -> Question.of("create", v, create(topic("answers-v" + v, 2, 1)))));
    }

    private static Stream<Question> refusals() {
        return Stream.of(
                        question("create existing", topic(DATA, 1, 1)),
                        question("create with a bad name", topic("a b", 1, 1)),
                        question("create without a name", topic("", 1, 1)),
                        question("create named dot", topic(".", 1, 1)),
                        question("create named too long", topic("x".repeat(250), 1, 1)),
                        question("create colliding", topic("answers.data", 1, 1)),
                        question("create of 0 partitions", topic("answers-bad", 0, 1)),
                        question("create of -2 partitions", topic("answers-bad", -2, 1)),
                        question("create of 0 replicas", topic("answers-bad", 1, 0)),
                        question(
                                "create twice in one",
                                topic("answers-bad", 1, 1),
                                topic("answers-bad", 1, 1)),
                        question("create with an unknown config", configured("no.such", "1")),
                        question(
                                "create with a bad config", configured("retention.ms", "tomorrow")),
                        question(
                                "create with a config out of bounds",
                                configured("cleanup.policy", "burn")),
                        question("create with a null config", configured("retention.ms", null)),
                        question("create assigned to nobody", assigned(0)),
                        question("create assigned to a stranger", assigned(0, 99)),
                        question("create assigned with a gap", assigned(1, 0)))
                .flatMap(questions -> questions);
    }

    private static Stream<Question> question(String what, CreatableTopic... topics) {
        return Stream.of(
                Question.of(what, 5, create(topics)),
                Question.of(what + ", only validated", 7, validation(topics)));
    }

    static CreatableTopic topic(String name, int partitions, int replicas) {
        return CreatableTopic.builder()
                .name(name)
                .numPartitions(partitions)
                .replicationFactor((short) replicas)
                .build();
    }

    private static CreatableTopic configured(String key, @Nullable String value) {
        return topic("answers-bad", 1, 1).toBuilder()
                .configs(List.of(CreatableTopicConfig.builder().name(key).value(value).build()))
                .build();
    }

    private static CreatableTopic assigned(int partition, Integer... brokers) {
        var assignment =
                CreatableReplicaAssignment.builder()
                        .partitionIndex(partition)
                        .brokerIds(List.of(brokers))
                        .build();
        return topic("answers-bad", -1, -1).toBuilder().assignments(List.of(assignment)).build();
    }

    private static CreateTopicsRequest create(CreatableTopic... topics) {
        return CreateTopicsRequest.builder()
                .topics(List.of(topics))
                .timeoutMs(TIMEOUT_MILLIS)
                .build();
    }

    private static CreateTopicsRequest validation(CreatableTopic... topics) {
        return create(topics).toBuilder().validateOnly(true).build();
    }

    private static DeleteTopicsRequest deleteByName(String... names) {
        return DeleteTopicsRequest.builder()
                .topicNames(List.of(names))
                .timeoutMs(TIMEOUT_MILLIS)
                .build();
    }

    private static DeleteTopicsRequest delete(@Nullable String name, @Nullable UUID id) {
        var topic = DeleteTopicState.builder().name(name);
        if (id != null) {
            topic.topicId(id);
        }
        return DeleteTopicsRequest.builder()
                .topics(List.of(topic.build()))
                .timeoutMs(TIMEOUT_MILLIS)
                .build();
    }
}
