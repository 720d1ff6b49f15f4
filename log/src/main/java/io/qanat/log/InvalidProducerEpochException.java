package io.qanat.log;

/// A batch is of an older incarnation of its producer than one that wrote already. Nothing was
/// stored.
public final class InvalidProducerEpochException extends LogException {
    private static final long serialVersionUID = 1L;

    private final long logStartOffset;

    InvalidProducerEpochException(String message, long logStartOffset) {
        super(message, null);
        this.logStartOffset = logStartOffset;
    }

    /// Where the partition's log begins.
    public long logStartOffset() {
        return logStartOffset;
    }
}
