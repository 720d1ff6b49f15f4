package io.qanat.log;

/// The log has such a partition already.
public final class PartitionExistsException extends LogException {
    private static final long serialVersionUID = 1L;

    PartitionExistsException(TopicPartition partition) {
        super("the partition " + partition + " exists already", null);
    }
}
