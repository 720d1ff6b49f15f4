package io.qanat.broker.topics;

import java.util.Optional;

/// The rules of topic names, as Apache Kafka has them.
public final class TopicName {
    /// The topic that the broker keeps its own state in: neither listed nor open to clients.
    public static final String CLUSTER_METADATA = "__cluster_metadata";

    private static final int LENGTH_MAX = 249;

    private TopicName() {}

    /// What is wrong with a name, or nothing.
    public static Optional<String> problem(String name) {
        if (name.isEmpty()) {
            return Optional.of("the empty string is not allowed");
        }
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("'.' and '..' are not allowed");
        }
        if (name.length() > LENGTH_MAX) {
            return Optional.of(
                    "the name has " + name.length() + " characters, allowed are " + LENGTH_MAX);
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isAllowed(name.charAt(i))) {
                return Optional.of(
                        "'"
                                + name
                                + "' has a character other than ASCII letters, digits, '.', '_' and '-'");
            }
        }
        return Optional.empty();
    }

    /// Whether two names differ only in `.` and `_`, which Kafka's metric names do not tell apart.
    public static boolean collide(String one, String other) {
        return !one.equals(other) && metric(one).equals(metric(other));
    }

    /// A name that a client gave, for a log line: anything that no topic name has is shown as `?`.
    public static String printable(String name) {
        var printable = new StringBuilder();
        for (int i = 0; i < Math.min(name.length(), LENGTH_MAX); i++) {
            printable.append(isAllowed(name.charAt(i)) ? name.charAt(i) : '?');
        }
        return printable.toString();
    }

    private static String metric(String name) {
        return name.replace('.', '_');
    }

    private static boolean isAllowed(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '.'
                || character == '_'
                || character == '-';
    }
}
