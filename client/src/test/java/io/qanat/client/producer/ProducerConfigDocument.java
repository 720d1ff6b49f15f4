package io.qanat.client.producer;

import io.qanat.client.BootstrapServers;
import io.qanat.client.internal.config.ConnectionProperties;
import io.qanat.client.internal.config.Property;
import io.qanat.client.internal.config.Property.Standing;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;

/// The text of `docs/producer-config.md`, made from what the producer reads and from what
/// kafka-clients says of its own keys.
final class ProducerConfigDocument {
    private static final String PRESETS =
            """

            ## Presets
            `preset=NAME` or `builder.preset(Preset.NAME)`; what else is set replaces its parts one by one.

            | preset | `acks` | `enable.idempotence` | `linger.ms` | `batch.size` | `compression.type` | `buffer.memory` | `retries` | in flight |
            |---|---|---|---|---|---|---|---|---|
            """;

    private final Map<String, ConfigDef.ConfigKey> kafka;
    private final TreeMap<String, Line> lines = new TreeMap<>();

    private record Line(Standing standing, String value, String note) {}

    ProducerConfigDocument() {
        this.kafka = org.apache.kafka.clients.producer.ProducerConfig.configDef().configKeys();
        ProducerConfig defaults =
                ProducerConfig.builder(BootstrapServers.parse("localhost:9092")).build();
        add(ConnectionProperties.all(), defaults.connection());
        add(ProducerProperties.own().toList(), defaults);
        // Required, so it has no default.
        lines.computeIfPresent(
                "bootstrap.servers", (name, line) -> new Line(line.standing(), "", line.note()));
    }

    private <B, C> void add(Collection<Property<B, C>> properties, C defaults) {
        for (Property<B, C> property : properties) {
            Line before =
                    lines.put(
                            property.name(),
                            new Line(
                                    property.standing(),
                                    property.value().apply(defaults),
                                    property.note()));
            if (before != null) {
                throw new IllegalStateException("twice: " + property.name());
            }
        }
    }

    String text() {
        var text = new StringBuilder();
        text.append(head());
        table(text, "Accepted", Standing.ACCEPTED);
        table(text, "Taken without effect", Standing.NO_EFFECT);
        table(text, "Refused", Standing.REFUSED);
        text.append(PRESETS);
        text.append(preset("none"));
        for (Preset preset : Preset.values()) {
            text.append(preset(preset.configName()));
        }
        return text.toString();
    }

    private String head() {
        return """
        # The producer's configuration

        Generated from the code that reads it; `ProducerConfigDocumentTest` fails when it is out of date, and says how to renew it.

        `ProducerConfig.fromProperties` takes Kafka's names, some of librdkafka's and a few of our own. All problems are reported at once. A key
        that is none of these is an error that names the nearest one that is. Everything can be set by `ProducerConfig.builder` too. Of the %d keys
        of Apache Kafka %s's producer, %d are accepted, %d are taken without effect, and %d are refused with the reason given here; a refused key
        with an empty value is taken.

        """
                .formatted(
                        kafka.size(),
                        org.apache.kafka.common.utils.internals.AppInfoParser.getVersion(),
                        kafkas(Standing.ACCEPTED),
                        kafkas(Standing.NO_EFFECT),
                        kafkas(Standing.REFUSED));
    }

    private long kafkas(Standing standing) {
        return lines.entrySet().stream()
                .filter(line -> line.getValue().standing() == standing)
                .filter(line -> kafka.containsKey(line.getKey()))
                .count();
    }

    private void table(StringBuilder text, String title, Standing standing) {
        boolean hasValues = standing == Standing.ACCEPTED;
        text.append("## ").append(title).append('\n');
        text.append(
                hasValues
                        ? "| key | default | Kafka's, where it differs | |\n|---|---|---|---|\n"
                        : "| key | why |\n|---|---|\n");
        lines.forEach((name, line) -> {
            if (line.standing() == standing) {
                text.append("| `").append(name).append("` | ");
                if (hasValues) {
                    text.append(code(line.value())).append(" | ");
                    text.append(kafkasDefault(name, line.value())).append(" | ");
                }
                text.append(line.note()).append(" |\n");
            }
        });
        if (hasValues || standing == Standing.NO_EFFECT) {
            text.append('\n');
        }
    }

    private String kafkasDefault(String name, String ours) {
        ConfigDef.ConfigKey key = kafka.get(name);
        if (key == null) {
            return "not a key of Kafka's";
        }
        if (!key.hasDefault()) {
            return "";
        }
        String theirs = ConfigDef.convertToString(key.defaultValue, key.type);
        if (theirs == null || theirs.equals(ours)) {
            return "";
        }
        return theirs.isEmpty() ? "empty" : code(theirs);
    }

    private static String preset(String name) {
        var builder = ProducerConfig.builder(BootstrapServers.parse("localhost:9092"));
        if (!name.equals("none")) {
            builder.preset(Preset.named(name));
        }
        ProducerConfig config = builder.build();
        return "| `%s` | %s | %s | %d | %d | %s | %d | %d | %d |\n"
                .formatted(
                        name,
                        config.acks().configName(),
                        config.isIdempotent(),
                        config.linger().toMillis(),
                        config.batchBytesMax(),
                        config.compression().configName(),
                        config.bufferBytes(),
                        config.retriesMax(),
                        config.inFlightMax());
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }
}
