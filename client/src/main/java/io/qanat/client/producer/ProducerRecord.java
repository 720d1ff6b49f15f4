package io.qanat.client.producer;

import io.qanat.record.RecordHeader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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

    /// The same with one header more, behind the others.
    ///
    /// @param header names may repeat
    public ProducerRecord<K, V> with(RecordHeader header) {
        var more = new ArrayList<RecordHeader>(headers.size() + 1);
        more.addAll(headers);
        more.add(header);
        return new ProducerRecord<>(
                topic, partition, timestamp, key, value, Collections.unmodifiableList(more));
    }

    /// The last header of a name, which counts where one does.
    public Optional<RecordHeader> lastHeader(String name) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (headers.get(i).key().equals(name)) {
                return Optional.of(headers.get(i));
            }
        }
        return Optional.empty();
    }
}
