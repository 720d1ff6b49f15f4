package io.qanat.log.segment;

import java.io.IOException;
import java.util.Optional;

/// The two indexes of one segment, fed with its batches one after the other.
///
/// An entry is made for a batch when more than the interval of bytes have passed since the last
/// one. Changed by the log writer; looked up by any thread.
final class SegmentIndexes {
    private static final long NO_TIMESTAMP = -1;

    private final PartitionFolder folder;
    private final long baseOffset;
    private final int intervalBytes;
    private final SparseIndex offsets;
    private final SparseIndex times;

    // Written by the log writer.
    private volatile long maxTimestamp = NO_TIMESTAMP;
    private long offsetOfMaxTimestamp;
    private long lastTimestampIndexed = NO_TIMESTAMP;
    private int bytesSinceIndexed;

    // Written by readers.
    private volatile boolean damaged;

    SegmentIndexes(PartitionFolder folder, long baseOffset, int intervalBytes) {
        this.folder = folder;
        this.baseOffset = baseOffset;
        this.intervalBytes = intervalBytes;
        this.offsets = SparseIndex.ofOffsets(folder, baseOffset);
        this.times = SparseIndex.ofTimes(folder, baseOffset);
        this.offsetOfMaxTimestamp = baseOffset;
    }

    /// Takes what the files say, and says whether they are as they must be.
    boolean load() throws IOException {
        Optional<IndexSums> sums = IndexSums.read(folder, baseOffset);
        if (sums.isEmpty()
                || !offsets.load(sums.get().offsets())
                || !times.load(sums.get().times())) {
            return false;
        }
        takeLastTime();
        maxTimestamp = sums.get().maxTimestamp();
        offsetOfMaxTimestamp = baseOffset + sums.get().maxTimestampOffset();
        return true;
    }

    /// Takes what the files say of batches below an offset, up to which they are durable; false
    /// when they are not as they must be.
    boolean loadBelow(long offset) throws IOException {
        Optional<IndexSums> sums = IndexSums.read(folder, baseOffset);
        if (sums.isEmpty()
                || !offsets.loadBelow(offset - baseOffset, sums.get().offsets())
                || !times.loadBelow(offset - baseOffset, sums.get().times())) {
            return false;
        }
        takeLastTime();
        return true;
    }

    private void takeLastTime() throws IOException {
        Optional<SparseIndex.Pair> time = times.last();
        if (time.isPresent()) {
            maxTimestamp = time.get().key();
            lastTimestampIndexed = maxTimestamp;
            offsetOfMaxTimestamp = baseOffset + time.get().value();
        }
    }

    long maxTimestamp() {
        return maxTimestamp;
    }

    /// Whether a look-up found that the files are not as they must be.
    boolean areDamaged() {
        return damaged;
    }

    /// Notes that a look-up found that.
    void markDamaged() {
        damaged = true;
    }

    boolean areFull() {
        return offsets.isFull() || times.isFull();
    }

    /// The last batch that has an entry: its last offset, relative, and its position.
    Optional<SparseIndex.Pair> last() throws IOException {
        return offsets.last();
    }

    /// The last indexed batch that ends at or before an offset.
    Optional<SparseIndex.Pair> before(long offset) throws IOException {
        return offsets.floor(offset - baseOffset);
    }

    /// The last indexed offset up to which no batch has a timestamp that reaches this one; none
    /// when the file is damaged, since an entry cannot be held against one batch alone.
    Optional<Long> offsetBefore(long timestamp) throws IOException {
        if (!times.isWhole()) {
            markDamaged();
            return Optional.empty();
        }
        return times.floor(timestamp - 1).map(pair -> baseOffset + pair.value());
    }

    /// Counts the batch at a position.
    void add(BatchHeader header, int position) {
        if (header.maxTimestamp() > maxTimestamp) {
            maxTimestamp = header.maxTimestamp();
            offsetOfMaxTimestamp = header.lastOffset();
        }
        if (bytesSinceIndexed > intervalBytes) {
            offsets.add(header.lastOffset() - baseOffset, position);
            addTime();
            bytesSinceIndexed = 0;
        }
        bytesSinceIndexed += header.sizeInBytes();
    }

    private void addTime() {
        if (maxTimestamp > lastTimestampIndexed) {
            times.add(maxTimestamp, (int) (offsetOfMaxTimestamp - baseOffset));
            lastTimestampIndexed = maxTimestamp;
        }
    }

    /// Writes what has gathered in memory when that is worth a write.
    void flushWhenLarge() throws IOException {
        offsets.flushWhenLarge();
        times.flushWhenLarge();
    }

    /// Completes the files, durably or not.
    void flush(boolean durably) throws IOException {
        addTime();
        offsets.flush(durably);
        times.flush(durably);
        var sums =
                new IndexSums(
                        offsets.sum(),
                        times.sum(),
                        maxTimestamp,
                        (int) (offsetOfMaxTimestamp - baseOffset));
        sums.write(folder, baseOffset);
    }

    /// Makes the files durable as they are.
    void sync() throws IOException {
        offsets.sync();
        times.sync();
    }

    /// Completes the files when there is more in memory than in them.
    void flushWhenBehind(boolean durably) throws IOException {
        if (offsets.isBehind() || times.isBehind()) {
            flush(durably);
        }
    }
}
