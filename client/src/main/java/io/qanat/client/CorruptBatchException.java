package io.qanat.client;

import org.jspecify.annotations.Nullable;

/// Fetched bytes that are not a valid record batch.
public final class CorruptBatchException extends ClientException {
    private static final long serialVersionUID = 1L;

    private final long offset;

    /// Names the place and what is wrong with it.
    public CorruptBatchException(
            TopicPartition partition, long offset, String reason, @Nullable Throwable cause) {
        super(
                "fetched batch of "
                        + partition
                        + " at offset "
                        + offset
                        + " cannot be read: "
                        + reason,
                cause);
        this.offset = offset;
    }

    /// The offset from which on nothing was delivered.
    public long offset() {
        return offset;
    }
}
