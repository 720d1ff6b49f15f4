package io.qanat.broker.topics;

import io.qanat.broker.config.TopicConfigKeys;
import io.qanat.protocol.ErrorCode;
import java.util.Map;
import java.util.Optional;

/// The rules that a new topic has to meet. Immutable.
final class TopicRules {
    /// The most partitions of one topic: each is a folder with open files.
    static final int PARTITIONS_MAX = 10_000;

    /// The most partitions of all topics, so that clients that create topics by mistake do not fill
    /// the disk with folders.
    static final int PARTITIONS_IN_ALL_MAX = 100_000;

    private TopicRules() {}

    /// Why a topic cannot be created, or nothing.
    static Optional<TopicOutcome.Refused> refusal(NewTopic wish, TopicImage image) {
        return name(wish.name())
                .or(() -> existing(wish.name(), image))
                .or(() -> partitions(wish.partitions(), image))
                .or(() -> configs(wish.configs()));
    }

    private static Optional<TopicOutcome.Refused> name(String name) {
        if (name.equals(TopicName.CLUSTER_METADATA)) {
            return refused(ErrorCode.INVALID_TOPIC_EXCEPTION, "'" + name + "' is the broker's own");
        }
        return TopicName.problem(name)
                .flatMap(problem ->
                        refused(
                                ErrorCode.INVALID_TOPIC_EXCEPTION,
                                "Topic name is invalid: " + problem));
    }

    private static Optional<TopicOutcome.Refused> existing(String name, TopicImage image) {
        return image.named(name)
                .flatMap(topic ->
                        refused(
                                ErrorCode.TOPIC_ALREADY_EXISTS,
                                "Topic '" + name + "' already exists."));
    }

    private static Optional<TopicOutcome.Refused> partitions(int count, TopicImage image) {
        if (count < 1 || count > PARTITIONS_MAX) {
            return refused(
                    ErrorCode.INVALID_PARTITIONS,
                    "Number of partitions was "
                            + count
                            + ", allowed are 1 to "
                            + PARTITIONS_MAX
                            + ".");
        }
        return image.partitionCount() + count <= PARTITIONS_IN_ALL_MAX
                ? Optional.empty()
                : refused(
                        ErrorCode.POLICY_VIOLATION,
                        "The broker has "
                                + image.partitionCount()
                                + " partitions and takes at most "
                                + PARTITIONS_IN_ALL_MAX
                                + " in all.");
    }

    private static Optional<TopicOutcome.Refused> configs(Map<String, String> configs) {
        for (Map.Entry<String, String> config : configs.entrySet()) {
            var problem = config(config.getKey(), config.getValue());
            if (problem.isPresent()) {
                return refused(ErrorCode.INVALID_CONFIG, problem.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> config(String name, String value) {
        var key = TopicConfigKeys.named(name);
        if (key.isEmpty()) {
            return Optional.of("Unknown topic config name: " + name);
        }
        return key.get()
                .rule()
                .problem(value)
                .map(problem ->
                        "Invalid value "
                                + value
                                + " for configuration "
                                + name
                                + ": it "
                                + problem);
    }

    private static Optional<TopicOutcome.Refused> refused(ErrorCode code, String message) {
        return Optional.of(new TopicOutcome.Refused(code, message));
    }
}
