package io.qanat.log;

/// A batch does not continue what its producer wrote before: batches between are missing, or it is
/// older than those that are remembered. Nothing was stored.
public final class OutOfOrderSequenceException extends LogException {
    private static final long serialVersionUID = 1L;

    private final long logStartOffset;

    OutOfOrderSequenceException(String message, long logStartOffset) {
        super(message, null);
        this.logStartOffset = logStartOffset;
    }

    /// Where the partition's log begins.
    public long logStartOffset() {
        return logStartOffset;
    }
}
