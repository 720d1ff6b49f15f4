package io.qanat.cli;

import io.qanat.cli.cluster.ClusterJson;
import io.qanat.cli.cluster.ClusterText;
import io.qanat.cli.text.ByteOutput;
import io.qanat.cli.text.JsonText;
import io.qanat.client.admin.ConfigEntry;
import io.qanat.client.admin.PartitionDescription;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "Lines of text, or a line of JSON per topic (default: text).")
    private OutputForm form = OutputForm.TEXT;

    TopicsDescribeCommand(Terminal terminal, StopSignal stop) {
        super(terminal, stop);
    }

    @Override
    void run(TopicAdmin admin) {
        for (var topic : topics) {
            terminal.write(out -> {
                if (form == OutputForm.JSON) {
                    describeAsJson(topic, admin, out);
                } else {
                    describe(topic, admin, out);
                }
            });
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
        return "  partition %d: earliest=%d latest=%d %s\n"
                .formatted(partition.partition(), earliest, latest, ClusterText.place(partition));
    }

    private static void describeAsJson(String name, TopicAdmin admin, ByteOutput out) {
        var topic = admin.describe(name);
        var partitions = new StringJoiner(",", "[", "]");
        for (var partition : topic.partitions()) {
            partitions.add(
                    "{%s,\"earliest\":%d,\"latest\":%d}"
                            .formatted(
                                    ClusterJson.members(partition),
                                    admin.earliest(name, partition.partition()),
                                    admin.latest(name, partition.partition())));
        }
        var settings = new StringJoiner(",", "{", "}");
        for (var entry : admin.config(name)) {
            if (!entry.isDefault()) {
                settings.add(JsonText.quoted(entry.name()) + ":" + JsonText.quoted(value(entry)));
            }
        }
        out.put(
                "{\"topic\":%s,\"id\":%s,\"partitions\":%s,\"settings\":%s}\n"
                        .formatted(
                                JsonText.quoted(name),
                                JsonText.quoted(kafkaId(topic.id())),
                                partitions,
                                settings));
    }

    private static String value(ConfigEntry entry) {
        return entry.isSensitive() ? "(a secret)" : String.valueOf(entry.value());
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
