package io.qanat.log.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file.
///
/// Reads may run on any number of threads beside one writer.
public interface DiskFile extends AutoCloseable {
    /// The size of the pieces of [#rewrite(long, long)].
    int REWRITE_BYTES = 256 * 1024;

    /// The file's size.
    long sizeInBytes() throws IOException;

    /// Reads at a position into the target, perhaps less than fits; -1 at the end of the file.
    int read(ByteBuffer target, long position) throws IOException;

    /// Writes from the source at a position, perhaps less than all of it; returns the number of
    /// bytes.
    ///
    /// @throws NoSpaceException when the disk is full; some bytes may have been written
    int write(ByteBuffer source, long position) throws IOException;

    /// Cuts the file to a size.
    void truncate(long sizeBytes) throws IOException;

    /// Makes all that was written durable. After an error nothing is known about any write since
    /// the last success.
    void force() throws IOException;

    @Override
    void close() throws IOException;

    /// Reads until the target is full or the file ends; returns the number of bytes.
    default int readFully(ByteBuffer target, long position) throws IOException {
        int start = target.position();
        while (target.hasRemaining()) {
            int bytes = read(target, position + target.position() - start);
            if (bytes < 0) {
                break;
            }
        }
        return target.position() - start;
    }

    /// Writes the whole source.
    default void writeFully(ByteBuffer source, long position) throws IOException {
        int start = source.position();
        while (source.hasRemaining()) {
            int bytes = write(source, position + source.position() - start);
            if (bytes <= 0) {
                throw new IOException("the disk took " + bytes + " bytes of " + source.remaining());
            }
        }
    }

    /// Writes the bytes between two positions again as they are, so that the next [#force()] brings
    /// them to the disk whatever became of an earlier one.
    default void rewrite(long from, long to) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(Math.clamp(to - from, 0, REWRITE_BYTES));
        for (long at = from; at < to; at += piece.limit()) {
            piece.clear().limit((int) Math.min(piece.capacity(), to - at));
            if (readFully(piece, at) < piece.limit()) {
                throw new EOFException("the file ends before position " + to);
            }
            writeFully(piece.flip(), at);
        }
    }
}
