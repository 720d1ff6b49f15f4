package io.qanat.log.segment;

import java.io.IOException;
import java.util.Optional;

/// A walk over the headers of a file's batches, from one batch to the next, below a limit. Confined
/// to its caller.
///
/// A window of the file is read at a time, so that small batches do not cost a system call each.
final class HeaderWalk {
    private static final int WINDOW_BYTES = 8 * 1024;

    private final FileWindow window;
    private long position;

    /// A walk from the batch that begins at a position.
    HeaderWalk(ReadHandle file, long position, long limit) {
        this.window = new FileWindow(file, position, limit, WINDOW_BYTES);
        this.position = position;
    }

    /// Where the batch begins whose header [#peek()] returns.
    int position() {
        return (int) position;
    }

    /// The header at the current position; empty when no whole header lies below the limit.
    Optional<BatchHeader> peek() throws IOException {
        return window.holds(position, BatchHeader.HEADER_BYTES)
                ? Optional.of(BatchHeader.at(window.bytes(), window.index(position)))
                : Optional.empty();
    }

    /// Goes on to the batch after this one, which is at the current position.
    void skip(BatchHeader header) {
        position += header.sizeInBytes();
    }
}
