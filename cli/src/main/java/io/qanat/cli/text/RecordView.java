package io.qanat.cli.text;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One record to be shown, wherever it was read from. The buffers are views, good until the next
/// record.
public interface RecordView {
    /// The topic's name.
    String topic();

    /// The partition's index.
    int partition();

    /// The record's place in its partition.
    long offset();

    /// Milliseconds since 1970.
    long timestamp();

    /// Null when the record has no key.
    @Nullable ByteBuffer key();

    /// Null for a tombstone.
    @Nullable ByteBuffer value();

    /// In the order in which they were sent.
    List<Header> headers();

    /// One header of a record. Immutable but for its buffer's position, which is not to be moved.
    ///
    /// @param key the header's name
    /// @param value null when the header has none
    record Header(String key, @Nullable ByteBuffer value) {}
}
