package io.qanat.client.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What to think of a topic before it is created: Kafka's rules, and good practice for who asks.
public final class TopicAdvice {
    private static final int NAME_CHARS_MAX = 249;
    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]*");
    private static final Pattern CONVENTION =
            Pattern.compile("[a-z0-9-]+\\.[a-z0-9-]+\\.[a-z0-9-]+(\\.v[0-9]+)?");
    private static final int PARTITIONS_MANY = 100;

    private TopicAdvice() {}

    /// Why a name cannot be a topic's by Kafka's rules; empty when it can.
    public static Optional<String> problem(String name) {
        if (name.isEmpty()) {
            return Optional.of("a topic's name must not be empty");
        }
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("a topic's name must not be '" + name + "'");
        }
        if (name.length() > NAME_CHARS_MAX) {
            return Optional.of(
                    "a topic's name must not be above "
                            + NAME_CHARS_MAX
                            + " characters; this one has "
                            + name.length());
        }
        return LEGAL.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(
                        "'" + name + "' has characters other than a-z, A-Z, 0-9, '.', '_' and '-'");
    }

    /// What could be better about a topic that may be created as it is: none of it is a rule.
    ///
    /// Names are best `<domain>.<entity>.<event-type>`, as `shop.order.created`: they sort by
    /// owner, can be granted by prefix, and say what a record means.
    public static List<String> on(NewTopic topic) {
        var advice = new ArrayList<String>();
        String name = topic.name();
        if (!CONVENTION.matcher(name).matches()) {
            advice.add(
                    "the name '"
                            + name
                            + "' is not <domain>.<entity>.<event-type> in lower case, as"
                            + " shop.order.created");
        }
        if (name.indexOf('_') >= 0) {
            advice.add(
                    "metrics write '.' as '_', so '"
                            + name
                            + "' cannot be told from '"
                            + name.replace('_', '.')
                            + "' there; use only one of the two");
        }
        if (topic.partitions() == 1) {
            advice.add(
                    "one partition keeps all records in order, but only one consumer of a group can"
                            + " read it; adding partitions later moves keys");
        } else if (topic.partitions() > PARTITIONS_MANY) {
            advice.add(
                    topic.partitions()
                            + " partitions make smaller batches, and more files, memory and time to"
                            + " elect leaders; "
                            + PARTITIONS_MANY
                            + " are enough for most");
        }
        return List.copyOf(advice);
    }

    /// How many partitions a topic needs: as many as its load is more than one of them carries, and
    /// no fewer than there will be consumers in a group.
    ///
    /// @param bytesPerSecond the highest load that is expected while keys must not move
    /// @param partitionBytesPerSecond what one partition carries, or its slowest consumer if that
    ///   is less; measure it
    /// @param consumers the most of one group at a time
    public static int partitions(long bytesPerSecond, long partitionBytesPerSecond, int consumers) {
        if (bytesPerSecond < 0 || partitionBytesPerSecond < 1 || consumers < 0) {
            throw new IllegalArgumentException(
                    "a load of "
                            + bytesPerSecond
                            + " over "
                            + partitionBytesPerSecond
                            + " for "
                            + consumers
                            + " consumers");
        }
        long needed = Math.ceilDiv(bytesPerSecond, partitionBytesPerSecond);
        return Math.toIntExact(Math.max(1, Math.max(needed, consumers)));
    }
}
