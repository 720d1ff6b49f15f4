package io.qanat.publisher;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An event that a [MemoryPublisher] has stored. Immutable as far as key and value are.
///
/// @param offset its place among the events of its topic, from 0
public record MemoryEvent<K, V>(
        String topic, long offset, @Nullable K key, @Nullable V value, List<EventHeader> headers) {
    /// Copies the list.
    public MemoryEvent {
        headers = List.copyOf(headers);
    }
}
