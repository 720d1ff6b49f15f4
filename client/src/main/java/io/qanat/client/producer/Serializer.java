package io.qanat.client.producer;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Turns keys or values into bytes. Called on the threads that send, so it must be thread-safe.
@FunctionalInterface
public interface Serializer<T> {
    /// Bytes as they are; the array is copied before `send` returns.
    Serializer<byte[]> BYTES = (topic, data) -> data;

    /// Text in UTF-8.
    Serializer<String> STRING =
            (topic, data) -> data == null ? null : data.getBytes(StandardCharsets.UTF_8);

    /// The bytes for `data`; null stands for no key, or for a tombstone.
    byte @Nullable [] serialize(String topic, @Nullable T data);
}
