package io.qanat.compat;

import io.qanat.client.ConfigException;
import io.qanat.client.producer.ProducerConfig;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/// Kafka's properties on their way to Qanat's settings.
final class PropertyFile {
    /// Objects are made of them here, or they are met here.
    private static final Set<String> TAKEN_HERE =
            Set.of(
                    "key.serializer",
                    "value.serializer",
                    "interceptor.classes",
                    "partitioner.class",
                    "max.block.ms");

    /// Settings that Kafka's producer does not have.
    private static final Set<String> OURS =
            Set.of("preset", "partitioner", "queue.buffering.max.messages", "callbacks.inline");

    private PropertyFile() {}

    static Map<String, Object> map(Properties properties) {
        var map = new HashMap<String, Object>();
        properties
                .stringPropertyNames()
                .forEach(name -> map.put(name, properties.getProperty(name)));
        properties.forEach((name, value) -> map.put(String.valueOf(name), value));
        return map;
    }

    /// Qanat's settings.
    ///
    /// A key that neither side knows is for serializers and their like, as with Kafka's producer.
    ///
    /// @param kafka the same properties, as Kafka reads them
    /// @throws org.apache.kafka.common.config.ConfigException with all that Qanat cannot meet
    static ProducerConfig read(
            Map<String, Object> given, org.apache.kafka.clients.producer.ProducerConfig kafka) {
        var settings = new HashMap<String, Object>();
        given.forEach((name, value) -> {
            boolean isKnown =
                    OURS.contains(name)
                            || org.apache.kafka.clients.producer.ProducerConfig.configNames()
                                    .contains(name);
            if (isKnown && !TAKEN_HERE.contains(name) && value != null) {
                settings.put(name, text(value));
            }
        });
        settings.put("client.id", kafka.getString("client.id"));
        settings.computeIfAbsent("delivery.timeout.ms", name -> deliveryMillis(kafka));
        try {
            return ProducerConfig.fromProperties(settings);
        } catch (ConfigException e) {
            throw new org.apache.kafka.common.config.ConfigException(e.getMessage());
        }
    }

    /// As Kafka's does: a time that nobody set gives way to those that were set.
    private static long deliveryMillis(org.apache.kafka.clients.producer.ProducerConfig kafka) {
        return Math.max(
                kafka.getInt("delivery.timeout.ms"),
                kafka.getLong("linger.ms") + kafka.getInt("request.timeout.ms"));
    }

    private static String text(Object value) {
        return value instanceof Collection<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : value.toString();
    }
}
