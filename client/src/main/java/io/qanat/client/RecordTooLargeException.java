package io.qanat.client;

import io.qanat.protocol.ErrorCode;
import java.util.Optional;

/// A record that no request could carry.
public final class RecordTooLargeException extends ClientException {
    private static final long serialVersionUID = 1L;

    private final long sizeInBytes;

    /// Names the topic, the record's size and the limit.
    public RecordTooLargeException(String topic, long sizeInBytes, long limitBytes) {
        super(
                "record of "
                        + sizeInBytes
                        + " bytes to "
                        + topic
                        + " is above the limit of "
                        + limitBytes
                        + " bytes; raise max.request.size (and the topic's max.message.bytes)",
                null);
        this.sizeInBytes = sizeInBytes;
    }

    /// The record's size with its overhead.
    public long sizeInBytes() {
        return sizeInBytes;
    }

    @Override
    public Optional<ErrorCode> errorCode() {
        return Optional.of(ErrorCode.MESSAGE_TOO_LARGE);
    }
}
