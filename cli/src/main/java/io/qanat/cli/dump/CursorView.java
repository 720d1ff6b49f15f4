package io.qanat.cli.dump;

import io.qanat.cli.text.RecordView;
import io.qanat.record.RecordCursor;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The record at which a cursor stands, as something to be shown.
///
/// @param topic the topic's name
/// @param partition the partition's index
/// @param cursor moved by others
record CursorView(String topic, int partition, RecordCursor cursor) implements RecordView {
    @Override
    public long offset() {
        return cursor.offset();
    }

    @Override
    public long timestamp() {
        return cursor.timestamp();
    }

    @Override
    public @Nullable ByteBuffer key() {
        return cursor.key();
    }

    @Override
    public @Nullable ByteBuffer value() {
        return cursor.value();
    }

    @Override
    public List<Header> headers() {
        return cursor.headers().stream()
                .map(header -> new Header(header.key(), header.value()))
                .toList();
    }
}
