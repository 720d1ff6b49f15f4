package io.qanat.log;

import java.nio.ByteBuffer;

/// The outcome of one read. The buffer is the reader's own.
///
/// @param batches whole batches, perhaps none; the first may begin before the offset that was asked
///   for
/// @param offsets the partition's offsets when it was read
public record LogSlice(ByteBuffer batches, PartitionOffsets offsets) {
    /// The bytes of the batches.
    public int sizeInBytes() {
        return batches.remaining();
    }
}
