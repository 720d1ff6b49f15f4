package io.qanat.record;

/// Bytes that are not a valid record batch.
public final class CorruptRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Says what is wrong with the batch, and where.
    public CorruptRecordException(String message) {
        super(message);
    }
}
