package io.qanat.log.inspect;

import io.qanat.log.segment.BatchHeader;
import io.qanat.log.segment.FileWindow;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The question whether a whole, undamaged batch stands at a position of a file. Confined to its
/// caller.
///
/// The file is not trusted: no length in it becomes an allocation.
final class BatchProbe {
    private static final int WINDOW_BYTES = 1024 * 1024;
    private static final int MAGIC_AT = 16;
    private static final int CHECKSUM_AT = 17;
    private static final int CHECKED_FROM = 21;
    private static final byte MAGIC = 2;

    private final FileWindow window;
    private final long limit;

    /// @param limit the end of what is looked at
    BatchProbe(FileWindow.Source file, long limit) {
        this.window = new FileWindow(file, 0, limit, WINDOW_BYTES);
        this.limit = limit;
    }

    /// What stands at a position: what is wrong with it, when something is.
    Optional<String> problem(long position) throws IOException {
        if (!window.holds(position, BatchHeader.HEADER_BYTES)) {
            return Optional.of("a part of a batch header");
        }
        BatchHeader header = BatchHeader.at(window.bytes(), window.index(position));
        if (!isPlausible(header)) {
            return Optional.of("no batch header");
        }
        if (header.sizeInBytes() > limit - position) {
            return Optional.of("a part of a batch of " + header.sizeInBytes() + " bytes");
        }
        int stored = window.bytes().getInt(window.index(position) + CHECKSUM_AT);
        return isChecksum(stored, position, header.sizeInBytes())
                ? Optional.empty()
                : Optional.of("a wrong checksum of the batch at offset " + header.baseOffset());
    }

    private static boolean isPlausible(BatchHeader header) {
        return header.baseOffset() >= 0 && header.continues(header.baseOffset());
    }

    private boolean isChecksum(int stored, long position, int sizeBytes) throws IOException {
        var crc = new CRC32C();
        long end = position + sizeBytes;
        long at = position + CHECKED_FROM;
        while (at < end) {
            if (!window.holds(at, 1)) {
                return false; // The file became shorter meanwhile.
            }
            int count = (int) Math.min(window.heldFrom(at), end - at);
            crc.update(window.bytes().slice(window.index(at), count));
            at += count;
        }
        return stored == (int) crc.getValue();
    }

    /// What claims to be the header of a batch at a position, when it could be one.
    Optional<StoredBatch> head(long position) throws IOException {
        if (!window.holds(position, BatchHeader.HEADER_BYTES)) {
            return Optional.empty();
        }
        var head = new StoredBatch(position, window.bytes(), window.index(position));
        return isPlausible(BatchHeader.at(window.bytes(), window.index(position)))
                ? Optional.of(head)
                : Optional.empty();
    }

    /// Where whole batches of offsets from this one on begin again after a broken place; the limit
    /// when they do not.
    long resumption(long broken, long nextOffset) throws IOException {
        // The broken batch's own length is tried first: a value may contain what looks like a
        // batch, which must not be taken for one.
        Optional<StoredBatch> head = head(broken);
        if (head.isPresent() && resumes(head.get().end(), nextOffset)) {
            return head.get().end();
        }
        for (long at = broken + 1; window.holds(at, BatchHeader.HEADER_BYTES); at++) {
            boolean likely = window.bytes().get(window.index(at) + MAGIC_AT) == MAGIC;
            if (likely && resumes(at, nextOffset)) {
                return at;
            }
        }
        return limit;
    }

    private boolean resumes(long position, long nextOffset) throws IOException {
        Optional<StoredBatch> head = head(position);
        return head.isPresent()
                && head.get().baseOffset() >= nextOffset
                && head.get().baseOffset() - nextOffset <= Integer.MAX_VALUE
                && problem(position).isEmpty();
    }
}
