package io.qanat.cli;

import io.qanat.cli.text.ByteOutput;
import io.qanat.client.admin.ConfigEntry;
import io.qanat.client.admin.PartitionDescription;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `topics describe`: a topic's partitions, where they live and how far they reach.
@Command(
        name = "describe",
        description =
                "Shows topics: partitions, offsets, brokers, and the settings that were changed.")
final class TopicsDescribeCommand extends TopicsSubcommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "TOPIC",
            converter = TopicArgument.class,
            description = "Their names.")
    private List<String> topics = List.of();

    TopicsDescribeCommand(Terminal terminal, StopSignal stop) {
        super(terminal, stop);
    }

    @Override
    void run(TopicAdmin admin) {
        for (var topic : topics) {
            terminal.write(out -> describe(topic, admin, out));
        }
    }

    private static void describe(String name, TopicAdmin admin, ByteOutput out) {
        var topic = admin.describe(name);
        out.put(
                "topic %s: id=%s partitions=%d\n"
                        .formatted(name, kafkaId(topic.id()), topic.partitions().size()));
        for (var partition : topic.partitions()) {
            long earliest = admin.earliest(name, partition.partition());
            long latest = admin.latest(name, partition.partition());
            out.put(describe(partition, earliest, latest));
        }
        for (var entry : admin.config(name)) {
            if (!entry.isDefault()) {
                out.put("  setting %s=%s\n".formatted(entry.name(), value(entry)));
            }
        }
    }

    private static String describe(PartitionDescription partition, long earliest, long latest) {
        return "  partition %d: earliest=%d latest=%d leader=%d replicas=%s inSync=%s\n"
                .formatted(
                        partition.partition(),
                        earliest,
                        latest,
                        partition.leaderId(),
                        joined(partition.replicas()),
                        joined(partition.inSyncReplicas()));
    }

    private static String value(ConfigEntry entry) {
        return entry.isSensitive() ? "(a secret)" : String.valueOf(entry.value());
    }

    private static String joined(List<Integer> brokers) {
        return brokers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /// An id as Kafka's tools write it: its sixteen bytes in base64 for URLs.
    private static String kafkaId(UUID id) {
        var bytes =
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
