package io.qanat.it.wire;

import io.qanat.protocol.ApiMessage;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One request whose answers from two brokers compare.
///
/// @param name what is asked, with the version behind a blank
/// @param request made from the id of [TopicQuestions#DATA]
record Question(String name, int version, Function<UUID, ApiMessage> request) {

    static Question of(String what, int version, ApiMessage request) {
        return new Question(name(what, version), version, topicId -> request);
    }

    static Question of(String what, int version, Function<UUID, ApiMessage> request) {
        return new Question(name(what, version), version, request);
    }

    /// The same in every version from one to another, both included.
    static Stream<Question> inVersions(int first, int last, String what, ApiMessage request) {
        return IntStream.rangeClosed(first, last).mapToObj(v -> of(what, v, request));
    }

    private static String name(String what, int version) {
        return "%s v%d".formatted(what, version);
    }
}
