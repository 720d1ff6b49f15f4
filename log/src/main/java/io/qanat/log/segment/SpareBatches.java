package io.qanat.log.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Batches of a partition that stand somewhere else too, for where a segment has lost them.
public interface SpareBatches {
    /// No batch stands anywhere else.
    SpareBatches NONE = offset -> Optional.empty();

    /// The first undamaged batch that begins at an offset or behind it, when there is one.
    Optional<ByteBuffer> from(long offset) throws IOException;
}
