package io.qanat.log;

/// The log has no such partition.
public final class UnknownPartitionException extends LogException {
    private static final long serialVersionUID = 1L;

    UnknownPartitionException(TopicPartition partition) {
        super("there is no partition " + partition, null);
    }
}
