package io.qanat.bench.log.variant;

import io.qanat.log.Appended;
import io.qanat.log.TopicPartition;
import io.qanat.log.disk.Disk;
import io.qanat.log.segment.PartitionFolder;
import io.qanat.log.segment.Segment;
import io.qanat.record.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/// One partition. Changed by the log writer, or under its lock; synced by any thread.
final class Partition {
    private static final int EPOCH = 1;
    private static final int INDEX_INTERVAL_BYTES = 4096;
    private static final int SEGMENT_BYTES_MAX = 1 << 30;

    final TopicPartition name;
    final ReentrantLock lock = new ReentrantLock();
    private final PartitionFolder folder;
    private volatile Segment segment;
    private volatile long highWatermark;

    private Partition(TopicPartition name, PartitionFolder folder, Segment segment) {
        this.name = name;
        this.folder = folder;
        this.segment = segment;
    }

    static Partition create(Disk disk, Path root, TopicPartition name) throws IOException {
        var folder = new PartitionFolder(disk, root.resolve(name.toString()));
        disk.createDirectory(folder.path());
        Segment segment = Segment.create(folder, 0, INDEX_INTERVAL_BYTES);
        disk.syncDirectory(folder.path());
        disk.syncDirectory(root);
        return new Partition(name, folder, segment);
    }

    Appended append(ByteBuffer batches) throws IOException {
        long start = segment.nextOffset();
        long next = start;
        ByteBuffer rest = batches.duplicate();
        while (rest.hasRemaining()) {
            RecordBatch batch = RecordBatch.next(rest);
            batch.place(next, EPOCH);
            next = batch.nextOffset();
        }
        if (segment.isFullFor(batches.remaining(), next - 1, SEGMENT_BYTES_MAX)) {
            roll();
        }
        segment.append(batches);
        return new Appended(start, next - 1, 0, -1);
    }

    private void roll() throws IOException {
        segment.flushIndexes(true);
        segment.sync();
        segment.closeWriter();
        segment = Segment.create(folder, segment.nextOffset(), INDEX_INTERVAL_BYTES);
        folder.disk().syncDirectory(folder.path());
    }

    void sync() throws IOException {
        segment.sync();
    }

    void publish(long offset) {
        highWatermark = Math.max(highWatermark, offset);
    }

    long highWatermark() {
        return highWatermark;
    }

    /// Everything in its final place, durably.
    void close() throws IOException {
        segment.flushIndexes(true);
        segment.sync();
        segment.close();
    }
}
