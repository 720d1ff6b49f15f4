package io.qanat.log.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The reading side of a segment. Thread-safe: everything happens below a limit that the caller was
/// shown.
public final class SegmentReader {
    private final PartitionFolder folder;
    private final long baseOffset;
    private final SegmentIndexes indexes;
    private final ReadHandle file;
    private final ReadHints hints = new ReadHints();

    SegmentReader(PartitionFolder folder, long baseOffset, SegmentIndexes indexes) {
        this.folder = folder;
        this.baseOffset = baseOffset;
        this.indexes = indexes;
        this.file = new ReadHandle(folder.disk(), folder.file(baseOffset, PartitionFolder.LOG));
    }

    /// The position of the batch that holds an offset or, failing that, of the first batch after
    /// it; empty when there is none below the limit.
    public Optional<Integer> position(long offset, int limit) throws IOException {
        int hint = hints.position(offset);
        if (hint >= 0 && hint < limit) {
            return Optional.of(hint);
        }
        int start = indexedPosition(offset, limit);
        var walk = new HeaderWalk(file, start, limit);
        while (true) {
            Optional<BatchHeader> header = walk.peek();
            if (header.isEmpty()) {
                return Optional.empty();
            }
            checkSane(header.get(), walk.position());
            if (header.get().lastOffset() >= offset) {
                return Optional.of(walk.position());
            }
            walk.skip(header.get());
        }
    }

    /// Whole batches from a position, at most so many bytes, or one batch however large when that
    /// is asked for.
    public ByteBuffer read(int position, int limit, int bytesMax, boolean atLeastOneBatch)
            throws IOException {
        ByteBuffer bytes = bytes(position, Math.min(Math.max(bytesMax, 0), limit - position));
        int end = wholeBatchesEnd(bytes, position);
        if (end == 0 && atLeastOneBatch) {
            Optional<BatchHeader> first = new HeaderWalk(file, position, limit).peek();
            if (first.isPresent()) {
                checkSane(first.get(), position);
                bytes = bytes(position, Math.min(first.get().sizeInBytes(), limit - position));
                end = wholeBatchesEnd(bytes, position);
            }
        }
        return bytes.limit(end);
    }

    private ByteBuffer bytes(int position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        file.readFully(bytes, position);
        return bytes.flip();
    }

    private int wholeBatchesEnd(ByteBuffer bytes, int position) throws IOException {
        int end = 0;
        long nextOffset = baseOffset;
        while (bytes.limit() - end >= BatchHeader.HEADER_BYTES) {
            BatchHeader header = BatchHeader.at(bytes, end);
            checkSane(header, position + end);
            if (header.sizeInBytes() > bytes.limit() - end) {
                break;
            }
            end += header.sizeInBytes();
            nextOffset = header.lastOffset() + 1;
        }
        if (end > 0) {
            hints.add(nextOffset, position + end);
        }
        return end;
    }

    private void checkSane(BatchHeader header, int position) throws IOException {
        if (!header.continues(baseOffset)) {
            throw new IOException(
                    folder.file(baseOffset, PartitionFolder.LOG)
                            + " has no batch at position "
                            + position
                            + " where one should be: "
                            + header);
        }
    }

    /// The first batch below the limit with a timestamp of at least this one.
    public Optional<ByteBuffer> batchReaching(long timestamp, int limit) throws IOException {
        Optional<Long> before = indexes.offsetBefore(timestamp);
        int start = before.isEmpty() ? 0 : indexedPosition(before.get(), limit);
        var walk = new HeaderWalk(file, start, limit);
        while (true) {
            Optional<BatchHeader> header = walk.peek();
            if (header.isEmpty()) {
                return Optional.empty();
            }
            checkSane(header.get(), walk.position());
            if (header.get().maxTimestamp() >= timestamp) {
                return Optional.of(read(walk.position(), limit, header.get().sizeInBytes(), false));
            }
            walk.skip(header.get());
        }
    }

    /// An index is only a hint: what it points to must be the batch that it names, else the segment
    /// is walked from its start.
    int indexedPosition(long offset, int limit) throws IOException {
        Optional<SparseIndex.Pair> pair = indexes.before(offset);
        if (pair.isEmpty() || pair.get().value() < 0 || pair.get().value() >= limit) {
            return 0;
        }
        int position = pair.get().value();
        Optional<BatchHeader> header = new HeaderWalk(file, position, limit).peek();
        boolean named =
                header.isPresent()
                        && header.get().continues(baseOffset)
                        && header.get().lastOffset() == baseOffset + pair.get().key();
        return named ? position : 0;
    }

    ReadHandle file() {
        return file;
    }

    /// Gives the open file back; the next read opens it again.
    public void release() throws IOException {
        file.release();
    }

    /// Ends all reading.
    void close() throws IOException {
        file.close();
    }
}
