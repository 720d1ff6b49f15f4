package io.qanat.broker.api;

import io.qanat.broker.topics.Topic;
import io.qanat.broker.topics.TopicImage;
import io.qanat.broker.topics.TopicOutcome;
import io.qanat.broker.topics.Topics;
import io.qanat.protocol.ApiKey;
import io.qanat.protocol.ErrorCode;
import io.qanat.protocol.message.DeleteTopicsRequest;
import io.qanat.protocol.message.DeleteTopicsRequest.DeleteTopicState;
import io.qanat.protocol.message.DeleteTopicsResponse;
import io.qanat.protocol.message.DeleteTopicsResponse.DeletableTopicResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// DeleteTopics: topics by name or id. Immutable.
final class DeleteTopicsHandler {
    private static final int BY_ID_VERSION_MIN = 6;
    private static final UUID NO_ID = new UUID(0, 0);

    private final Topics topics;

    private DeleteTopicsHandler(Topics topics) {
        this.topics = topics;
    }

    static Api<DeleteTopicsRequest> api(Topics topics) {
        var handler = new DeleteTopicsHandler(topics);
        return Api.of(
                ApiKey.DELETE_TOPICS,
                1,
                6,
                DeleteTopicsRequest.class,
                Handler.inTurn(handler::answer));
    }

    private DeleteTopicsResponse answer(DeleteTopicsRequest request, Call call)
            throws InterruptedException {
        TopicImage image = topics.image();
        Set<UUID> seen = new HashSet<>();
        var results = new ArrayList<DeletableTopicResult>();
        for (DeleteTopicState wanted : wanted(request, call.version())) {
            results.add(answer(wanted, image, seen));
        }
        return DeleteTopicsResponse.builder().responses(results).build();
    }

    private static List<DeleteTopicState> wanted(DeleteTopicsRequest request, int version) {
        if (version >= BY_ID_VERSION_MIN) {
            return request.topics();
        }
        var wanted = new ArrayList<DeleteTopicState>();
        for (String name : request.topicNames()) {
            wanted.add(DeleteTopicState.builder().name(name).build());
        }
        return wanted;
    }

    private DeletableTopicResult answer(DeleteTopicState wanted, TopicImage image, Set<UUID> seen)
            throws InterruptedException {
        String name = wanted.name();
        boolean isById = !wanted.topicId().equals(NO_ID);
        if (isById == (name != null)) {
            return refused(
                    wanted,
                    ErrorCode.INVALID_REQUEST,
                    "Give either the name of a topic or its id.");
        }
        Optional<Topic> topic = name == null ? image.withId(wanted.topicId()) : image.named(name);
        if (topic.isEmpty()) {
            return isById
                    ? refused(wanted, ErrorCode.UNKNOWN_TOPIC_ID, "There is no topic of this id.")
                    : refused(
                            wanted,
                            ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                            "There is no topic of this name.");
        }
        if (!seen.add(topic.get().id())) {
            return refused(wanted, ErrorCode.INVALID_REQUEST, "Duplicate topic.");
        }
        return switch (topics.delete(List.of(topic.get())).getFirst()) {
            case TopicOutcome.Done done ->
                    DeletableTopicResult.builder()
                            .name(done.topic().name())
                            .topicId(done.topic().id())
                            .build();
            case TopicOutcome.Refused gone -> refused(wanted, gone.code(), gone.message());
            case TopicOutcome.Failed failed ->
                    refused(
                            wanted,
                            LogErrors.code(failed.cause()),
                            String.valueOf(failed.cause().getMessage()));
        };
    }

    private static DeletableTopicResult refused(
            DeleteTopicState wanted, ErrorCode error, String message) {
        return DeletableTopicResult.builder()
                .name(wanted.name())
                .topicId(wanted.topicId())
                .errorCode(error.code())
                .errorMessage(message)
                .build();
    }
}
