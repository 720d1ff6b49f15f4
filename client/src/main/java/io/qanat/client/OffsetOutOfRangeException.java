package io.qanat.client;

import io.qanat.protocol.ErrorCode;
import java.util.Optional;

/// A position at which its partition has no records, nor will have any next.
public final class OffsetOutOfRangeException extends ClientException {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final int partition;
    private final long offset;

    /// Names the position.
    public OffsetOutOfRangeException(TopicPartition partition, long offset) {
        super(
                "offset "
                        + offset
                        + " of "
                        + partition
                        + " is outside the log; seek to its beginning or its end",
                null);
        this.topic = partition.topic();
        this.partition = partition.partition();
        this.offset = offset;
    }

    /// The partition.
    public TopicPartition partition() {
        return new TopicPartition(topic, partition);
    }

    /// The position that was asked for.
    public long offset() {
        return offset;
    }

    @Override
    public Optional<ErrorCode> errorCode() {
        return Optional.of(ErrorCode.OFFSET_OUT_OF_RANGE);
    }
}
