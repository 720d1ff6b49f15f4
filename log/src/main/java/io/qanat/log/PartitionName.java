package io.qanat.log;

import java.util.Optional;

/// The names of partition folders: `topic-partition`, and `topic-partition.<32 hex digits>-delete`
/// for one on its way out.
final class PartitionName {
    private static final String DELETED = "-delete";
    private static final int UNIQUE_CHARS = 32;
    private static final int TOPIC_CHARS_MAX = 249;
    private static final int NAME_CHARS_MAX = 255;

    private PartitionName() {}

    /// The partition that a folder of this name holds.
    static Optional<TopicPartition> parse(String name) {
        int dash = name.lastIndexOf('-');
        if (dash <= 0 || isDeleted(name)) {
            return Optional.empty();
        }
        try {
            var partition =
                    new TopicPartition(
                            name.substring(0, dash), Integer.parseInt(name.substring(dash + 1)));
            // "a-01" or "a-+1" would be a second folder of the same partition.
            return isTopic(partition.topic()) && partition.toString().equals(name)
                    ? Optional.of(partition)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Whether the name is one that Kafka allows a topic, so that it is safe as a folder's.
    static boolean isTopic(String topic) {
        if (topic.isEmpty()
                || topic.length() > TOPIC_CHARS_MAX
                || topic.equals(".")
                || topic.equals("..")) {
            return false;
        }
        for (int i = 0; i < topic.length(); i++) {
            char c = topic.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /// Whether a folder of this name waits for its removal.
    static boolean isDeleted(String name) {
        int end = name.length() - DELETED.length();
        int start = end - UNIQUE_CHARS;
        return name.endsWith(DELETED)
                && start > 1
                && name.charAt(start - 1) == '.'
                && name.chars().skip(start).limit(UNIQUE_CHARS).allMatch(PartitionName::isHexDigit);
    }

    private static boolean isHexDigit(int c) {
        return Character.digit(c, 16) >= 0;
    }

    /// The name under which a partition's folder waits for its removal.
    static String deleted(TopicPartition partition, String unique) {
        String end = "." + unique + DELETED;
        String name = partition.toString();
        return name.substring(0, Math.min(name.length(), NAME_CHARS_MAX - end.length())) + end;
    }
}
