package io.qanat.client.producer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Turns keys or values into bytes. Called on the threads that send, so it must be thread-safe.
/// When it throws, its record alone is not persisted.
///
/// The ones here write what the serializers of Kafka's Java client write for the same type.
@FunctionalInterface
public interface Serializer<T> {
    /// Bytes as they are; the array is copied before `send` returns.
    Serializer<byte[]> BYTES = (topic, data) -> data;

    /// Text in UTF-8.
    Serializer<String> STRING =
            (topic, data) -> data == null ? null : data.getBytes(StandardCharsets.UTF_8);

    /// Two bytes, the highest first.
    Serializer<Short> SHORT =
            (topic, data) -> data == null ? null : ByteBuffer.allocate(2).putShort(data).array();

    /// Four bytes, the highest first.
    Serializer<Integer> INTEGER =
            (topic, data) -> data == null ? null : ByteBuffer.allocate(4).putInt(data).array();

    /// Eight bytes, the highest first.
    Serializer<Long> LONG =
            (topic, data) -> data == null ? null : ByteBuffer.allocate(8).putLong(data).array();

    /// Four bytes of IEEE 754, the highest first.
    Serializer<Float> FLOAT =
            (topic, data) -> data == null ? null : ByteBuffer.allocate(4).putFloat(data).array();

    /// Eight bytes of IEEE 754, the highest first.
    Serializer<Double> DOUBLE =
            (topic, data) -> data == null ? null : ByteBuffer.allocate(8).putDouble(data).array();

    /// One byte, 1 for true and 0 for false.
    Serializer<Boolean> BOOLEAN =
            (topic, data) -> data == null ? null : new byte[] {(byte) (data ? 1 : 0)};

    /// The 36 letters of its text, as Kafka's serializer has it.
    Serializer<UUID> UUID =
            (topic, data) -> data == null ? null : STRING.serialize(topic, data.toString());

    /// The bytes for `data`; null stands for no key, or for a tombstone.
    byte @Nullable [] serialize(String topic, @Nullable T data);
}
