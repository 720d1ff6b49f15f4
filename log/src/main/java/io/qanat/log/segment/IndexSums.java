package io.qanat.log.segment;

import io.qanat.log.disk.Disk;
import io.qanat.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/// What a segment's index files must be, `.sums`: Kafka's formats have no room for a checksum, and
/// Kafka ignores this file. Immutable.
///
/// ```
/// 0         4              8            12           16         20             28               32
/// | version | offset pairs | their crc  | time pairs | their crc | max timestamp | its offset i32 | crc
/// ```
///
/// Written behind the index files, and never synced: without it, or when it does not fit them, the
/// segment is checked and the indexes are made anew.
///
/// @param offsets of the offset index
/// @param times of the time index
/// @param maxTimestamp the greatest timestamp of the batches up to the last pairs
/// @param maxTimestampOffset the last offset of its batch, relative to the segment's first
public record IndexSums(Sum offsets, Sum times, long maxTimestamp, int maxTimestampOffset) {
    private static final int VERSION = 1;
    private static final int CHECKED_BYTES = 32;
    private static final int PIECE_BYTES = 64 * 1024;
    private static final int SIZE_BYTES = CHECKED_BYTES + Integer.BYTES;

    /// The number and the CRC-32C of the pairs at the beginning of an index file.
    public record Sum(int pairs, int crc) {
        private boolean isOf(Disk disk, Path path, int pairBytes) throws IOException {
            try (DiskFile file = disk.open(path, Disk.Access.READ)) {
                long sizeBytes = (long) pairs * pairBytes;
                if (pairs < 0 || sizeBytes > file.sizeInBytes()) {
                    return false;
                }
                var found = new CRC32C();
                ByteBuffer piece = ByteBuffer.allocate((int) Math.min(sizeBytes, PIECE_BYTES));
                for (long at = 0; at < sizeBytes; at += piece.limit()) {
                    piece.clear().limit((int) Math.min(piece.capacity(), sizeBytes - at));
                    file.readFully(piece, at);
                    found.update(piece.flip());
                }
                return (int) found.getValue() == crc;
            }
        }
    }

    /// The sums of a segment; empty when there are none, or none that can be right.
    public static Optional<IndexSums> read(PartitionFolder folder, long baseOffset)
            throws IOException {
        Path path = folder.file(baseOffset, PartitionFolder.INDEX_SUMS);
        if (!folder.disk().exists(path)) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(SIZE_BYTES);
        try (DiskFile file = folder.disk().open(path, Disk.Access.READ)) {
            boolean whole = file.readFully(bytes, 0) == SIZE_BYTES;
            if (!whole || bytes.getInt(CHECKED_BYTES) != crc(bytes) || bytes.getInt(0) != VERSION) {
                return Optional.empty();
            }
        }
        bytes.position(Integer.BYTES);
        return Optional.of(
                new IndexSums(
                        new Sum(bytes.getInt(), bytes.getInt()),
                        new Sum(bytes.getInt(), bytes.getInt()),
                        bytes.getLong(),
                        bytes.getInt()));
    }

    /// Whether the index files begin with the pairs that these are the sums of.
    public boolean fit(PartitionFolder folder, long baseOffset) throws IOException {
        Disk disk = folder.disk();
        return offsets.isOf(
                        disk,
                        folder.file(baseOffset, PartitionFolder.OFFSET_INDEX),
                        2 * Integer.BYTES)
                && times.isOf(
                        disk,
                        folder.file(baseOffset, PartitionFolder.TIME_INDEX),
                        Long.BYTES + Integer.BYTES);
    }

    void write(PartitionFolder folder, long baseOffset) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE_BYTES).putInt(VERSION);
        bytes.putInt(offsets.pairs).putInt(offsets.crc).putInt(times.pairs).putInt(times.crc);
        bytes.putLong(maxTimestamp).putInt(maxTimestampOffset);
        bytes.putInt(crc(bytes)).flip();
        Path path = folder.file(baseOffset, PartitionFolder.INDEX_SUMS);
        try (DiskFile file = folder.disk().open(path, Disk.Access.WRITE)) {
            file.writeFully(bytes, 0);
        }
    }

    private static int crc(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes.slice(0, CHECKED_BYTES));
        return (int) crc.getValue();
    }
}
