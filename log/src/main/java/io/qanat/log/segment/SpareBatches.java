package io.qanat.log.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Batches of a partition that stand somewhere else too, for where a segment has lost them.
public interface SpareBatches {
    /// No batch stands anywhere else.
    SpareBatches NONE = offset -> Optional.empty();

    /// The undamaged batch that begins at an offset, when there is a second one.
    Optional<ByteBuffer> at(long offset) throws IOException;
}
