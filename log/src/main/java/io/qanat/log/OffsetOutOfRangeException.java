package io.qanat.log;

/// The partition has no such offset, not now and not next.
public final class OffsetOutOfRangeException extends LogException {
    private static final long serialVersionUID = 1L;

    private final long logStart;
    private final long highWatermark;
    private final long logEnd;

    OffsetOutOfRangeException(TopicPartition partition, long offset, PartitionOffsets offsets) {
        super(
                "offset "
                        + offset
                        + " of "
                        + partition
                        + " is not in "
                        + offsets.logStart()
                        + ".."
                        + offsets.logEnd(),
                null);
        this.logStart = offsets.logStart();
        this.highWatermark = offsets.highWatermark();
        this.logEnd = offsets.logEnd();
    }

    /// The offsets that there are.
    public PartitionOffsets offsets() {
        return new PartitionOffsets(logStart, highWatermark, logEnd);
    }
}
