package io.qanat.log.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The reading side of a segment. Thread-safe: everything happens below a limit that the caller was
/// shown.
///
/// Every batch is checked before it is handed out: its checksum, that its offset continues those
/// before it, and that its leader epoch is the partition's at that offset.
public final class SegmentReader {
    private static final int CHECKSUM_AT = 17;
    private static final int CHECKED_FROM = 21;

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

    /// Where a batch is.
    ///
    /// @param position where it begins
    /// @param baseOffset the offset that it must have
    public record Place(int position, long baseOffset) {}

    /// The place of the batch that holds an offset, which must be below the limit.
    ///
    /// @throws DamagedSegmentException when no batches lead there
    public Place place(long offset, int limit) throws IOException {
        int hint = hints.position(offset);
        if (hint >= 0 && hint < limit) {
            return new Place(hint, offset);
        }
        int start = indexedPosition(offset, limit);
        var walk = new HeaderWalk(file, start, limit);
        long expected = start == 0 ? baseOffset : expectedAt(walk);
        while (true) {
            BatchHeader header = header(walk, expected, limit);
            if (header.lastOffset() >= offset) {
                return new Place(walk.position(), expected);
            }
            expected = header.nextOffset();
            walk.skip(header);
        }
    }

    private static long expectedAt(HeaderWalk walk) throws IOException {
        return walk.peek().map(BatchHeader::baseOffset).orElse(0L);
    }

    private BatchHeader header(HeaderWalk walk, long expected, int limit) throws IOException {
        Optional<BatchHeader> header = walk.peek();
        if (header.isEmpty()) {
            throw damaged(walk.position(), "no batch where offset " + expected + " should be");
        }
        require(header.get().problem(baseOffset, expected, EpochSpans.UNKNOWN), walk.position());
        if (header.get().sizeInBytes() > limit - walk.position()) {
            throw damaged(walk.position(), "a batch that is too long at offset " + expected);
        }
        return header.get();
    }

    private void require(String problem, int position) throws DamagedSegmentException {
        if (!problem.isEmpty()) {
            throw damaged(position, problem);
        }
    }

    private DamagedSegmentException damaged(long position, String problem) {
        return new DamagedSegmentException(
                folder.file(baseOffset, PartitionFolder.LOG), baseOffset, position, problem);
    }

    /// Whole batches from the one at a place on: at most so many bytes, or one batch however large
    /// when that is asked for. Ends before the first damage.
    ///
    /// @throws DamagedSegmentException when the first batch is damaged
    public ByteBuffer read(Place place, int limit, ReadBounds bounds, EpochSpans epochs)
            throws IOException {
        int position = place.position();
        ByteBuffer bytes = bytes(position, Math.min(bounds.bytesMax(), limit - position));
        int end = checkedEnd(bytes, place, epochs);
        if (end == 0 && bounds.atLeastOneBatch()) {
            var walk = new HeaderWalk(file, position, limit);
            bytes = bytes(position, header(walk, place.baseOffset(), limit).sizeInBytes());
            end = checkedEnd(bytes, place, epochs);
        }
        return bytes.limit(end);
    }

    private ByteBuffer bytes(int position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        if (file.readFully(bytes, position) < count) {
            throw damaged(position, "the file is too short");
        }
        return bytes.flip();
    }

    /// Where the checked batches end, of those that a buffer holds.
    private int checkedEnd(ByteBuffer bytes, Place place, EpochSpans epochs) throws IOException {
        int end = 0;
        long expected = place.baseOffset();
        while (bytes.limit() - end >= BatchHeader.HEADER_BYTES) {
            BatchHeader header = BatchHeader.at(bytes, end);
            boolean whole = header.sizeInBytes() <= bytes.limit() - end;
            String problem = header.problem(baseOffset, expected, epochs);
            if (problem.isEmpty() && whole && !hasItsChecksum(bytes, end, header)) {
                problem = "a wrong checksum of the batch at offset " + expected;
            }
            if (!problem.isEmpty() && end == 0) {
                throw damaged(place.position(), problem);
            }
            if (!problem.isEmpty() || !whole) {
                break;
            }
            end += header.sizeInBytes();
            expected = header.nextOffset();
        }
        if (end > 0) {
            hints.add(expected, place.position() + end);
        }
        return end;
    }

    private static boolean hasItsChecksum(ByteBuffer bytes, int at, BatchHeader header) {
        var crc = new CRC32C();
        crc.update(bytes.slice(at + CHECKED_FROM, header.sizeInBytes() - CHECKED_FROM));
        return bytes.getInt(at + CHECKSUM_AT) == (int) crc.getValue();
    }

    /// The first batch below the limit with a timestamp of at least this one. Those that are passed
    /// over are checked too: a wrong timestamp must not hide a record.
    public Optional<ByteBuffer> batchReaching(long timestamp, int limit, EpochSpans epochs)
            throws IOException {
        Optional<Long> before = indexes.offsetBefore(timestamp);
        int position = before.isEmpty() ? 0 : indexedPosition(before.get(), limit);
        var check = new BatchCheck(file, baseOffset, limit);
        long expected =
                position == 0 ? baseOffset : expectedAt(new HeaderWalk(file, position, limit));
        while (position < limit) {
            require(check.problem(position, expected, epochs), position);
            BatchHeader header = check.header(position).orElseThrow();
            if (header.maxTimestamp() >= timestamp) {
                return Optional.of(bytes(position, header.sizeInBytes()));
            }
            expected = header.nextOffset();
            position += header.sizeInBytes();
        }
        return Optional.empty();
    }

    /// An index is only a hint: what it points to must be the batch that it names, else the segment
    /// is walked from its start.
    int indexedPosition(long offset, int limit) throws IOException {
        Optional<SparseIndex.Pair> pair = indexes.before(offset);
        if (pair.isEmpty() || pair.get().value() >= limit) {
            return 0;
        }
        int position = pair.get().value();
        Optional<BatchHeader> header =
                position < 0 ? Optional.empty() : new HeaderWalk(file, position, limit).peek();
        boolean named =
                header.isPresent()
                        && header.get().isPlausible(baseOffset)
                        && header.get().lastOffset() == baseOffset + pair.get().key();
        if (!named) {
            indexes.markDamaged();
        }
        return named ? position : 0;
    }

    /// Whether reading showed that the indexes should be made anew.
    public boolean hasDamagedIndexes() {
        return indexes.areDamaged();
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
