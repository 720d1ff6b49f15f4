package io.qanat.cli.consume;

import io.qanat.cli.text.RecordView;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A record that was fetched, as something to be shown.
///
/// @param record good as long as the visit to it lasts
record FetchedView(io.qanat.client.consumer.RecordView record) implements RecordView {
    @Override
    public String topic() {
        return record.topic();
    }

    @Override
    public int partition() {
        return record.partition();
    }

    @Override
    public long offset() {
        return record.offset();
    }

    @Override
    public long timestamp() {
        return record.timestamp();
    }

    @Override
    public @Nullable ByteBuffer key() {
        return record.key();
    }

    @Override
    public @Nullable ByteBuffer value() {
        return record.value();
    }

    @Override
    public List<Header> headers() {
        return record.headers().stream()
                .map(header -> new Header(header.key(), header.value()))
                .toList();
    }
}
