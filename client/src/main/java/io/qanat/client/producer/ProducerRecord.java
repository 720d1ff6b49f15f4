package io.qanat.client.producer;

import io.qanat.record.RecordHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One record to be sent. Immutable as far as key and value are; the list of headers is not copied.
///
/// @param partition null to have one chosen by the key, or evenly without a key
/// @param timestamp milliseconds since 1970, or null for the time of sending
/// @param key null for none
/// @param value null for a tombstone
public record ProducerRecord<K, V>(
        String topic,
        @Nullable Integer partition,
        @Nullable Long timestamp,
        @Nullable K key,
        @Nullable V value,
        List<RecordHeader> headers) {

    /// Refuses a negative partition or timestamp.
    public ProducerRecord {
        if (partition != null && partition < 0) {
            throw new IllegalArgumentException("negative partition " + partition);
        }
        if (timestamp != null && timestamp < 0) {
            throw new IllegalArgumentException("negative timestamp " + timestamp);
        }
    }

    /// A record without a key.
    public ProducerRecord(String topic, @Nullable V value) {
        this(topic, null, null, null, value, List.of());
    }

    /// A record with a key.
    public ProducerRecord(String topic, @Nullable K key, @Nullable V value) {
        this(topic, null, null, key, value, List.of());
    }
}
