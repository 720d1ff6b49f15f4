package io.qanat.client.publish;

import io.qanat.client.BootstrapServers;
import io.qanat.client.ConfigException;
import io.qanat.client.producer.ProducerConfig;
import java.util.List;
import java.util.Map;

/// How a publisher publishes. Immutable.
///
/// @param producer how its producer sends
/// @param topics the declared topics, of which it must know before it is ready
public record PublisherConfig(ProducerConfig producer, List<String> topics) {
    /// Copies the list.
    public PublisherConfig {
        topics = List.copyOf(topics);
    }

    /// A producer with Kafka's defaults: acknowledged by all, idempotent.
    public static PublisherConfig of(BootstrapServers bootstrap, String... topics) {
        return new PublisherConfig(ProducerConfig.builder(bootstrap).build(), List.of(topics));
    }

    /// Reads the names that such adapters use: `bootstrap_servers` and `topics` (lists, or text
    /// with commas), `client_id`, `acks`, `request_timeout_ms`, `delivery_timeout_ms`, `linger_ms`,
    /// `enable_idempotence`, `compression_type`, `max_request_size`, `max_batch_size`,
    /// `buffer_memory`, `retry_backoff_ms`, `metadata_max_age_ms`, `connections_max_idle_ms`.
    ///
    /// @param settings values as numbers or text; null counts as not set
    /// @throws ConfigException with all problems, among them every name that is not known
    public static PublisherConfig fromMap(Map<String, ?> settings) {
        return PublisherSettings.read(settings);
    }
}
