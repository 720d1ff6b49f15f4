package io.qanat.cli.produce;

import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one line holds. The buffers may be views of the line.
///
/// @param key null when the record has none
/// @param value null for a tombstone
/// @param headers the line's own
public record Parts(
        @Nullable ByteBuffer key, @Nullable ByteBuffer value, List<RecordHeader> headers) {
    /// Copies its headers.
    public Parts {
        headers = List.copyOf(headers);
    }

    static Parts of(@Nullable ByteBuffer key, ByteBuffer value) {
        return new Parts(key, value, List.of());
    }
}
