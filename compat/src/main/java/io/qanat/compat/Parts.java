package io.qanat.compat;

import io.qanat.client.producer.ProducerConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/// What properties ask for: settings, and objects of the classes that they name. Thread-safe as far
/// as the application's classes are.
///
/// @param blockMax how long `send` may wait
/// @param partitioner null for Qanat's own way
record Parts<K, V>(
        ProducerConfig config,
        Duration blockMax,
        SerializerPair<K, V> serializers,
        InterceptorChain<K, V> interceptors,
        @Nullable Partitioner partitioner) {

    /// Makes the objects.
    ///
    /// @param keySerializer null when the properties name a class
    /// @param valueSerializer null when the properties name a class
    static <K, V> Parts<K, V> of(
            Map<String, Object> given,
            @Nullable Serializer<K> keySerializer,
            @Nullable Serializer<V> valueSerializer) {
        var kafka =
                new org.apache.kafka.clients.producer.ProducerConfig(
                        withClasses(given, keySerializer, valueSerializer));
        try {
            return made(given, kafka, keySerializer, valueSerializer);
        } catch (RuntimeException e) {
            // As Kafka's does, once the properties are of the right types.
            throw new KafkaException("Failed to construct a producer: " + e.getMessage(), e);
        }
    }

    void close() {
        interceptors.close();
        serializers.close();
        Utils.closeQuietly(partitioner, "partitioner");
    }

    private static <K, V> Parts<K, V> made(
            Map<String, Object> given,
            org.apache.kafka.clients.producer.ProducerConfig kafka,
            @Nullable Serializer<K> keySerializer,
            @Nullable Serializer<V> valueSerializer) {
        // What Qanat cannot meet is said before any object is made.
        ProducerConfig config = PropertyFile.read(given, kafka);
        Map<String, Object> clientId = Map.of("client.id", kafka.getString("client.id"));
        return new Parts<>(
                config,
                Duration.ofMillis(kafka.getLong("max.block.ms")),
                new SerializerPair<>(
                        serializer(kafka, "key.serializer", keySerializer, clientId),
                        serializer(kafka, "value.serializer", valueSerializer, clientId)),
                new InterceptorChain<>(interceptors(kafka, clientId)),
                kafka.getConfiguredInstance("partitioner.class", Partitioner.class, clientId));
    }

    private static Map<String, Object> withClasses(
            Map<String, Object> given, @Nullable Serializer<?> key, @Nullable Serializer<?> value) {
        var all = new HashMap<>(given);
        if (key != null) {
            all.put("key.serializer", key.getClass());
        }
        if (value != null) {
            all.put("value.serializer", value.getClass());
        }
        return all;
    }

    // The property names a class of which nothing is known but that it is a serializer.
    @SuppressWarnings("unchecked")
    private static <T> Serializer<T> serializer(
            org.apache.kafka.clients.producer.ProducerConfig kafka,
            String name,
            @Nullable Serializer<T> given,
            Map<String, Object> clientId) {
        if (given != null) {
            return given;
        }
        Serializer<T> made = kafka.getConfiguredInstance(name, Serializer.class);
        made.configure(kafka.originals(clientId), name.startsWith("key"));
        return made;
    }

    // The property names classes of which nothing is known but that they are interceptors.
    @SuppressWarnings("unchecked")
    private static <K, V> List<ProducerInterceptor<K, V>> interceptors(
            org.apache.kafka.clients.producer.ProducerConfig kafka, Map<String, Object> clientId) {
        return (List<ProducerInterceptor<K, V>>)
                (List<?>)
                        kafka.getConfiguredInstances(
                                "interceptor.classes", ProducerInterceptor.class, clientId);
    }
}
