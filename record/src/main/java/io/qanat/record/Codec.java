package io.qanat.record;

import java.nio.ByteBuffer;

/// One compression format. Thread-safe.
interface Codec {
    /// Compresses a batch's records.
    ///
    /// @param records an array that begins with them
    /// @param size of the records
    /// @return what may lie on the bench
    ByteBuffer compress(byte[] records, int size, int level, Workbench bench);

    /// Unfolds a batch's records, and never more than the limits allow. The buffer is not moved.
    ///
    /// @throws CorruptRecordException when the bytes are not of this format or unfold too far
    ByteBuffer decompress(ByteBuffer compressed, DecompressionLimits limits);

    /// The bytes from position to limit in an array, for a library that reads only those: the
    /// buffer's own array if it has one, else a copy.
    static ByteBuffer onHeap(ByteBuffer bytes) {
        return bytes.hasArray()
                ? bytes.slice()
                : ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    }
}
