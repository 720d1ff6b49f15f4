package io.qanat.compat;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/// The serializers of an application. Thread-safe as far as they are.
record SerializerPair<K, V>(Serializer<K> keys, Serializer<V> values) {
    byte @Nullable [] key(ProducerRecord<K, V> record) {
        return bytes("key", keys, record, record.key());
    }

    byte @Nullable [] value(ProducerRecord<K, V> record) {
        return bytes("value", values, record, record.value());
    }

    void close() {
        Utils.closeQuietly(keys, "key serializer");
        Utils.closeQuietly(values, "value serializer");
    }

    private static <T> byte @Nullable [] bytes(
            String part, Serializer<T> serializer, ProducerRecord<?, ?> record, T data) {
        try {
            return serializer.serialize(record.topic(), record.headers(), data);
        } catch (ClassCastException e) {
            throw new SerializationException(
                    "Can't convert "
                            + part
                            + " of "
                            + (data == null ? "null" : data.getClass())
                            + " with "
                            + serializer.getClass(),
                    e);
        }
    }
}
