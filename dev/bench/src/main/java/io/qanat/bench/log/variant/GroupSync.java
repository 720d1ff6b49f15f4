package io.qanat.bench.log.variant;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/// What makes a group of appends durable.
interface GroupSync extends AutoCloseable {
    /// Takes note of batches that were written to their segment. May be called by several threads.
    void written(Partition partition, long baseOffset, ByteBuffer batches) throws IOException;

    /// Makes durable all that was written before. Called by one thread.
    void sync(Set<Partition> partitions) throws IOException;

    @Override
    void close() throws IOException;
}
