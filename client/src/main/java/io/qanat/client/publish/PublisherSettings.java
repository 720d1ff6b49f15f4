package io.qanat.client.publish;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.internal.config.PropertyReader;
import io.qanat.client.internal.config.Texts;
import io.qanat.client.producer.Acks;
import io.qanat.client.producer.ProducerConfig;
import io.qanat.record.Compression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The names for the settings of a publisher.
final class PublisherSettings {
    private static final BootstrapServers STAND_IN = BootstrapServers.parse("localhost:9092");

    private PublisherSettings() {}

    static PublisherConfig read(Map<String, ?> given) {
        var settings = new PropertyReader(texts(given));
        if (!settings.has("bootstrap_servers")) {
            settings.problem("bootstrap_servers is missing: name at least one host:port");
        }
        var topics = new ArrayList<String>();
        settings.read("topics", PublisherSettings::names, topics::addAll);
        ProducerConfig.Builder builder = ProducerConfig.builder(STAND_IN);
        connection(settings).ifPresent(builder::connection);
        producer(settings, builder);
        return settings.finish(() -> new PublisherConfig(builder.build(), topics));
    }

    private static Optional<ConnectionConfig> connection(PropertyReader settings) {
        ConnectionConfig.Builder builder = ConnectionConfig.builder(STAND_IN);
        settings.read("bootstrap_servers", BootstrapServers::parse, builder::bootstrap);
        settings.read("client_id", id -> id, builder::clientId);
        settings.readMillis("request_timeout_ms", builder::requestTimeout);
        settings.readMillis("retry_backoff_ms", builder::retryBackoff);
        settings.readMillis("metadata_max_age_ms", builder::metadataAgeMax);
        settings.readMillis("connections_max_idle_ms", builder::idleMax);
        return settings.built(builder::build);
    }

    private static void producer(PropertyReader settings, ProducerConfig.Builder builder) {
        settings.read("acks", Acks::of, builder::acks);
        settings.read("enable_idempotence", Texts::flag, builder::idempotent);
        settings.readMillis("delivery_timeout_ms", builder::deliveryTimeout);
        settings.readMillis("linger_ms", builder::linger);
        settings.read("compression_type", PublisherSettings::codec, builder::compression);
        settings.readInt("max_request_size", builder::requestBytesMax);
        settings.readInt("max_batch_size", builder::batchBytesMax);
        settings.readLong("buffer_memory", builder::bufferBytes);
    }

    /// A list becomes the text with commas that stands for it.
    private static Map<String, String> texts(Map<String, ?> given) {
        var texts = new HashMap<String, String>();
        given.forEach((name, value) -> {
            if (value instanceof Collection<?> list) {
                texts.put(
                        name, list.stream().map(String::valueOf).collect(Collectors.joining(",")));
            } else if (value != null) {
                texts.put(name, value.toString());
            }
        });
        return texts;
    }

    private static List<String> names(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Compression codec(String name) {
        return Compression.named(name)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'" + name + "' is none of none, gzip, snappy, lz4 and zstd"));
    }
}
