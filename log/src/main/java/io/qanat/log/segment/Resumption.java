package io.qanat.log.segment;

import java.io.IOException;
import java.util.Optional;

/// The search for the place where whole batches go on behind a damaged one. Confined to its caller.
///
/// A value may contain what looks like a batch, which must not be taken for one. So what the
/// damaged batch itself says of its end is tried first, and then, in this order:
///
/// 1. a batch before which the damaged one's checksum holds: only its length is wrong
/// 2. a batch that another one follows, or the end of the file
/// 3. any whole batch
final class Resumption {
    /// A wrong length is looked for so far: few batches are larger.
    private static final int SEARCH_BYTES_MAX = 16 * 1024 * 1024;

    /// Bytes may be made to look like a thousand headers of large batches: after so many have been
    /// checked, nothing more is looked for.
    private static final long CHECKED_BYTES_MAX = 4L * 1024 * 1024 * 1024;

    private final BatchCheck check;
    private long searchedBytes;

    Resumption(BatchCheck check) {
        this.check = check;
    }

    /// The position behind a damaged batch that should have had an offset; the end of the file when
    /// no whole batch follows.
    long after(long damaged, long offset) throws IOException {
        Optional<BatchHeader> header = check.header(damaged);
        boolean isPossible =
                header.isPresent()
                        && header.get().sizeInBytes() >= BatchHeader.HEADER_BYTES
                        && header.get().lastOffsetDelta() >= 0;
        if (isPossible && isFollowed(damaged, offset, header.get())) {
            return damaged + header.get().sizeInBytes();
        }
        if (check.recordsHold(damaged, check.fileBytes() - damaged)) {
            return check.fileBytes();
        }
        boolean isLast = isPossible && damaged + header.get().sizeInBytes() == check.fileBytes();
        return searched(damaged, offset, isLast);
    }

    private boolean isFollowed(long damaged, long offset, BatchHeader header) throws IOException {
        long end = damaged + header.sizeInBytes();
        return isWholeAt(end, offset + header.lastOffsetDelta() + 1);
    }

    private boolean isWholeAt(long position, long offset) throws IOException {
        Optional<BatchHeader> header = check.header(position);
        return header.isPresent() && header.get().baseOffset() == offset && check.isWhole(position);
    }

    /// @param isLast whether the damaged batch says that it ends with the file: then only its own
    ///   checksum tells that it does not, and whatever looks like a batch is taken for a part of it
    private long searched(long damaged, long offset, boolean isLast) throws IOException {
        Optional<BatchCheck.Extent> extent = extent(damaged);
        long first = check.fileBytes();
        long followed = check.fileBytes();
        long at = damaged + 1;
        while (at < check.fileBytes() && searchedBytes < CHECKED_BYTES_MAX) {
            at = check.likely(at, check.fileBytes());
            if (followed < at && at - damaged > SEARCH_BYTES_MAX) {
                break;
            }
            Optional<BatchHeader> header = check.header(at);
            if (header.isEmpty()
                    || header.get().baseOffset() <= offset
                    || !isWhole(at, header.get())) {
                at++;
                continue;
            }
            if (extent.isPresent() && extent.get().endsAt(at)) {
                return at;
            }
            first = Math.min(first, at);
            long end = at + header.get().sizeInBytes();
            if (end == check.fileBytes() || isWholeAt(end, header.get().nextOffset())) {
                followed = Math.min(followed, at);
            }
            at = end;
        }
        if (isLast) {
            return check.fileBytes();
        }
        return followed < check.fileBytes() ? followed : first;
    }

    private Optional<BatchCheck.Extent> extent(long damaged) throws IOException {
        return check.header(damaged).isPresent()
                ? Optional.of(check.extent(damaged))
                : Optional.empty();
    }

    private boolean isWhole(long position, BatchHeader header) throws IOException {
        searchedBytes += header.sizeInBytes();
        return check.isWhole(position);
    }
}
