package io.qanat.client.pattern;

import io.qanat.client.SerializationException;
import io.qanat.client.producer.ProducerRecord;
import io.qanat.client.producer.Serializer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How an application's records become bytes. Immutable, if the serializers are.
record Encoding<K, V>(Serializer<K> keys, Serializer<V> values) {
    /// A record in bytes. Immutable, as far as the arrays are.
    ///
    /// @param record each part that its serializer refused is there as text
    /// @param trouble why one was refused, if any was
    record Encoded(
            ProducerRecord<byte[], byte[]> record, Optional<SerializationException> trouble) {}

    Encoded encoded(ProducerRecord<K, V> record) {
        var troubles = new ArrayList<SerializationException>();
        var bytes =
                new ProducerRecord<>(
                        record.topic(),
                        record.partition(),
                        record.timestamp(),
                        bytes("key", record.topic(), keys, record.key(), troubles),
                        bytes("value", record.topic(), values, record.value(), troubles),
                        record.headers());
        return new Encoded(bytes, troubles.stream().findFirst());
    }

    private static <T> byte @Nullable [] bytes(
            String part,
            String topic,
            Serializer<T> serializer,
            @Nullable T data,
            List<SerializationException> troubles) {
        try {
            return serializer.serialize(topic, data);
        } catch (RuntimeException e) {
            troubles.add(new SerializationException(part, topic, e));
            return text(data).getBytes(StandardCharsets.UTF_8);
        }
    }

    /// What no serializer takes need not have a text either.
    private static String text(@Nullable Object data) {
        try {
            return String.valueOf(data);
        } catch (RuntimeException e) {
            return "(" + e + ")";
        }
    }
}
