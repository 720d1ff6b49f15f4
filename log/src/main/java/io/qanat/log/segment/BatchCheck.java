package io.qanat.log.segment;

import java.io.IOException;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The check whether a whole, undamaged batch stands at a position of a file. Confined to its
/// caller.
///
/// The file is not trusted: no length in it becomes an allocation.
final class BatchCheck {
    private static final int WINDOW_BYTES = 256 * 1024;
    private static final int MAGIC_AT = 16;
    private static final int CHECKSUM_AT = 17;
    private static final int CHECKED_FROM = 21;
    private static final byte MAGIC = 2;

    private final FileWindow window;
    private final long segmentBase;
    private final long fileBytes;

    BatchCheck(ReadHandle file, long segmentBase, long fileBytes) {
        this.window = new FileWindow(file, 0, fileBytes, WINDOW_BYTES);
        this.segmentBase = segmentBase;
        this.fileBytes = fileBytes;
    }

    long segmentBase() {
        return segmentBase;
    }

    long fileBytes() {
        return fileBytes;
    }

    /// What is wrong with a position as the place of the batch at an offset; empty when nothing is.
    String problem(long position, long offset, EpochSpans epochs) throws IOException {
        Optional<BatchHeader> header = header(position);
        if (header.isEmpty()) {
            return "a part of a batch header";
        }
        String problem = header.get().problem(segmentBase, offset, epochs);
        if (!problem.isEmpty()) {
            return problem;
        }
        if (!fits(position, header.get().sizeInBytes())) {
            return "a part of a batch of " + header.get().sizeInBytes() + " bytes";
        }
        return recordsHold(position, header.get().sizeInBytes())
                ? ""
                : "a wrong checksum of the batch at offset " + offset;
    }

    /// Whether a whole batch stands at a position, with whichever offset and epoch.
    boolean isWhole(long position) throws IOException {
        Optional<BatchHeader> header = header(position);
        return header.isPresent()
                && header.get().isPlausible(segmentBase)
                && recordsHold(position, header.get().sizeInBytes());
    }

    /// What stands at a position, taken for a header; empty at the end of the file.
    Optional<BatchHeader> header(long position) throws IOException {
        return window.holds(position, BatchHeader.HEADER_BYTES)
                ? Optional.of(BatchHeader.at(window.bytes(), window.index(position)))
                : Optional.empty();
    }

    private boolean fits(long position, long sizeBytes) {
        return sizeBytes >= BatchHeader.HEADER_BYTES
                && sizeBytes <= Math.min(fileBytes, Integer.MAX_VALUE) - position;
    }

    /// Whether the checksum at a position is that of a batch of this size.
    boolean recordsHold(long position, long sizeBytes) throws IOException {
        if (!fits(position, sizeBytes)) {
            return false;
        }
        int stored = storedChecksum(position);
        var crc = new CRC32C();
        update(crc, position + CHECKED_FROM, position + sizeBytes);
        return stored == (int) crc.getValue();
    }

    private int storedChecksum(long position) throws IOException {
        if (!window.holds(position, BatchHeader.HEADER_BYTES)) {
            throw new IOException("the file became shorter while it was read");
        }
        return window.bytes().getInt(window.index(position) + CHECKSUM_AT);
    }

    private void update(CRC32C crc, long from, long end) throws IOException {
        long at = from;
        while (at < end) {
            if (!window.holds(at, 1)) {
                throw new IOException("the file became shorter while it was read");
            }
            int count = (int) Math.min(window.heldFrom(at), end - at);
            crc.update(window.bytes().slice(window.index(at), count));
            at += count;
        }
    }

    /// The checksum of a batch whose end is looked for.
    final class Extent {
        private final int stored;
        private final CRC32C crc = new CRC32C();
        private long at;

        private Extent(long position) throws IOException {
            this.stored = storedChecksum(position);
            this.at = position + CHECKED_FROM;
        }

        /// Whether the checksum holds when the batch ends at a position, which must not be before
        /// the one that was asked for last.
        boolean endsAt(long end) throws IOException {
            if (end < at) {
                return false;
            }
            update(crc, at, end);
            at = end;
            return stored == (int) crc.getValue();
        }
    }

    Extent extent(long position) throws IOException {
        return new Extent(position);
    }

    /// The first position from one to before another at which the header of a batch may begin; the
    /// latter when there is none.
    long likely(long from, long end) throws IOException {
        for (long at = from; at < end && window.holds(at, BatchHeader.HEADER_BYTES); at++) {
            int index = window.index(at);
            if (window.bytes().get(index + MAGIC_AT) == MAGIC
                    && BatchHeader.at(window.bytes(), index).isPlausible(segmentBase)) {
                return at;
            }
        }
        return end;
    }
}
