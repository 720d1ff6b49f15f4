package io.qanat.client.consumer;

import io.qanat.client.TopicPartition;
import io.qanat.record.RecordCursor;
import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The record that a visit has come to, in place: nothing is copied. The buffers stay readable as
/// long as they are held, but the view moves on with the visit. Confined to the thread that polls.
public final class RecordView {
    private final TopicPartition partition;
    private final RecordCursor cursor;

    RecordView(TopicPartition partition, RecordCursor cursor) {
        this.partition = partition;
        this.cursor = cursor;
    }

    /// The topic's name.
    public String topic() {
        return partition.topic();
    }

    /// The partition's index.
    public int partition() {
        return partition.partition();
    }

    /// The record's place in its partition.
    public long offset() {
        return cursor.offset();
    }

    /// Milliseconds since 1970.
    public long timestamp() {
        return cursor.timestamp();
    }

    /// The key's size in bytes, or -1 for none.
    public int keySize() {
        return cursor.keySize();
    }

    /// The value's size in bytes, or -1 for a tombstone.
    public int valueSize() {
        return cursor.valueSize();
    }

    /// The key, or null for none.
    public @Nullable ByteBuffer key() {
        return cursor.key();
    }

    /// The value, or null for a tombstone.
    public @Nullable ByteBuffer value() {
        return cursor.value();
    }

    /// In the order in which they were sent.
    public List<RecordHeader> headers() {
        return cursor.headers();
    }

    /// The bytes that [#keyAt] and [#valueAt] are positions in, for those who want no view for each
    /// record. Not to be moved.
    public ByteBuffer buffer() {
        return cursor.buffer();
    }

    /// Where the key begins in [#buffer].
    public int keyAt() {
        return cursor.keyAt();
    }

    /// Where the value begins in [#buffer].
    public int valueAt() {
        return cursor.valueAt();
    }

    /// A copy that stays.
    public ConsumedRecord copy() {
        return new ConsumedRecord(this, bytes(key()), bytes(value()));
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer view) {
        if (view == null) {
            return null;
        }
        byte[] bytes = new byte[view.remaining()];
        view.get(view.position(), bytes);
        return bytes;
    }
}
