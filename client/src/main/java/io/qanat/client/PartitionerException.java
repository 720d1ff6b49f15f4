package io.qanat.client;

/// A record for which the partitioner chose no partition that exists.
public final class PartitionerException extends ClientException {
    private static final long serialVersionUID = 1L;

    /// The partitioner threw something.
    public PartitionerException(String topic, Throwable cause) {
        super("cannot choose a partition of " + topic + ": " + cause, cause);
    }

    /// The partitioner chose what does not exist.
    public PartitionerException(String topic, int choice, int partitionCount) {
        super(
                "the partitioner chose "
                        + choice
                        + ", but "
                        + topic
                        + " has "
                        + partitionCount
                        + " partitions, numbered from 0",
                null);
    }
}
