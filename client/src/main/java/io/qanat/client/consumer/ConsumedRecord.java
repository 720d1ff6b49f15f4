package io.qanat.client.consumer;

import io.qanat.record.RecordHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A record with bytes of its own. Immutable as far as the arrays are, which are not copied.
public final class ConsumedRecord {
    private final String topic;
    private final int partition;
    private final long offset;
    private final long timestamp;
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final List<RecordHeader> headers;

    ConsumedRecord(RecordView view, byte @Nullable [] key, byte @Nullable [] value) {
        this.topic = view.topic();
        this.partition = view.partition();
        this.offset = view.offset();
        this.timestamp = view.timestamp();
        this.key = key;
        this.value = value;
        this.headers = view.headers();
    }

    /// The topic's name.
    public String topic() {
        return topic;
    }

    /// The partition's index.
    public int partition() {
        return partition;
    }

    /// The record's place in its partition.
    public long offset() {
        return offset;
    }

    /// Milliseconds since 1970.
    public long timestamp() {
        return timestamp;
    }

    /// Null for none.
    public byte @Nullable [] key() {
        return key;
    }

    /// Null for a tombstone.
    public byte @Nullable [] value() {
        return value;
    }

    /// In the order in which they were sent.
    public List<RecordHeader> headers() {
        return headers;
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
