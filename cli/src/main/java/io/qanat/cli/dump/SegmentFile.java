package io.qanat.cli.dump;

import io.qanat.record.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// The batches of one segment file, one after the other, of a log that is closed or being written.
/// Confined to its reader.
final class SegmentFile implements AutoCloseable {
    private final FileChannel channel;
    private final long sizeInBytes;
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private long position;

    /// What is written after this moment is not read.
    SegmentFile(Path path) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.READ);
        sizeInBytes = channel.size();
    }

    /// Where the next batch begins, or what is none.
    long position() {
        return position;
    }

    /// The bytes behind the last whole batch.
    long restBytes() {
        return sizeInBytes - position;
    }

    /// The next batch, good until the one after it; empty when no whole one follows.
    Optional<RecordBatch> next() throws IOException {
        if (restBytes() < RecordBatch.HEADER_BYTES) {
            return Optional.empty();
        }
        var header = read(RecordBatch.HEADER_BYTES);
        long sizeBytes = (long) header.getInt(Long.BYTES) + RecordBatch.LOG_OVERHEAD;
        if (sizeBytes < RecordBatch.HEADER_BYTES || sizeBytes > restBytes()) {
            return Optional.empty();
        }
        var batch = RecordBatch.of(read((int) sizeBytes));
        position += sizeBytes;
        return Optional.of(batch);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private ByteBuffer read(int count) throws IOException {
        if (buffer.capacity() < count) {
            buffer = ByteBuffer.allocate(Math.max(count, buffer.capacity() * 2));
        }
        buffer.clear().limit(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
        return buffer.flip();
    }
}
