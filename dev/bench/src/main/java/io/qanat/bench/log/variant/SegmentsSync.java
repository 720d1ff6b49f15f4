package io.qanat.bench.log.variant;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/// Segments only: the dirty ones are synced by a number of threads.
final class SegmentsSync implements GroupSync {
    private final SyncThreads threads;

    SegmentsSync(int threadCount) {
        this.threads = new SyncThreads(threadCount);
    }

    @Override
    public void written(Partition partition, long baseOffset, ByteBuffer batches) {
        // The segment has it.
    }

    @Override
    public void sync(Set<Partition> partitions) throws IOException {
        threads.sync(partitions);
    }

    @Override
    public void close() {
        threads.close();
    }
}
