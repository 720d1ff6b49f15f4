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
    private final long baseOffset;
    private final long fileBytes;

    BatchCheck(ReadHandle file, long baseOffset, long fileBytes) {
        this.window = new FileWindow(file, 0, fileBytes, WINDOW_BYTES);
        this.baseOffset = baseOffset;
        this.fileBytes = fileBytes;
    }

    /// What is wrong at a position where a batch should continue the log at an offset.
    Optional<String> problem(long position, long nextOffset) throws IOException {
        if (!window.holds(position, BatchHeader.HEADER_BYTES)) {
            return Optional.of("a part of a batch header");
        }
        BatchHeader header = header(position);
        if (!isPlausible(header, nextOffset)) {
            return Optional.of("no batch header that continues offset " + nextOffset);
        }
        if (header.sizeInBytes() > Math.min(fileBytes, Integer.MAX_VALUE) - position) {
            return Optional.of("a part of a batch of " + header.sizeInBytes() + " bytes");
        }
        int stored = window.bytes().getInt(window.index(position) + CHECKSUM_AT);
        return stored == checksum(position, header.sizeInBytes())
                ? Optional.empty()
                : Optional.of("a wrong checksum of the batch at offset " + header.baseOffset());
    }

    private boolean isPlausible(BatchHeader header, long nextOffset) {
        return header.continues(nextOffset)
                && header.lastOffset() >= header.baseOffset()
                && header.lastOffset() - baseOffset <= Integer.MAX_VALUE;
    }

    private int checksum(long position, int sizeBytes) throws IOException {
        var crc = new CRC32C();
        long end = position + sizeBytes;
        long at = position + CHECKED_FROM;
        while (at < end) {
            if (!window.holds(at, 1)) {
                throw new IOException("the file became shorter while it was read");
            }
            int count = (int) Math.min(window.heldFrom(at), end - at);
            crc.update(window.bytes().slice(window.index(at), count));
            at += count;
        }
        return (int) crc.getValue();
    }

    /// The header at a position that has passed the check.
    BatchHeader header(long position) throws IOException {
        if (!window.holds(position, BatchHeader.HEADER_BYTES)) {
            throw new IOException("the file became shorter while it was read");
        }
        return BatchHeader.at(window.bytes(), window.index(position));
    }

    /// Where whole batches go on after a damaged place; the end of the file when they do not.
    long resumption(long damaged, long nextOffset) throws IOException {
        // The damaged batch's own length is tried first: a value may contain what looks like a
        // batch, which must not be taken for one.
        if (window.holds(damaged, BatchHeader.HEADER_BYTES)) {
            BatchHeader header = header(damaged);
            long end = damaged + header.sizeInBytes();
            if (isPlausible(header, nextOffset)
                    && end < fileBytes
                    && problem(end, nextOffset).isEmpty()) {
                return end;
            }
        }
        for (long at = damaged + 1; window.holds(at, BatchHeader.HEADER_BYTES); at++) {
            boolean likely = window.bytes().get(window.index(at) + MAGIC_AT) == MAGIC;
            if (likely && problem(at, nextOffset).isEmpty()) {
                return at;
            }
        }
        return fileBytes;
    }
}
