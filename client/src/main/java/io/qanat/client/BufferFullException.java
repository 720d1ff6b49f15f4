package io.qanat.client;

/// A record that was not accepted because the send buffer is full.
public final class BufferFullException extends ClientException {
    private static final long serialVersionUID = 1L;

    private final transient BufferLevel level;
    private final int waitingReports;

    /// Names the topic and what there is.
    public BufferFullException(String topic, BufferLevel level) {
        super(
                "no room for a record to "
                        + topic
                        + ": "
                        + level.freeBytes()
                        + " of "
                        + level.totalBytes()
                        + " bytes of the send buffer are free, and "
                        + level.freeRecords()
                        + " of "
                        + level.totalRecords()
                        + " records would be taken; send slower, use sendBlocking, or raise"
                        + " buffer.memory",
                null);
        this.level = level;
        this.waitingReports = 0;
    }

    /// Names the topic and what there is in front of the send buffer.
    ///
    /// @param recordsMax how many records may wait there
    public BufferFullException(String topic, int recordsMax, BufferLevel level) {
        super(
                "no room for a record to "
                        + topic
                        + ": "
                        + recordsMax
                        + " records wait to be put into the send buffer, of which "
                        + level.freeBytes()
                        + " of "
                        + level.totalBytes()
                        + " bytes are free; send slower, use produceBlocking, or raise"
                        + " bufferRecordsMax",
                null);
        this.level = level;
        this.waitingReports = 0;
    }

    /// Names the topic and what there is, for records of which a poll would report.
    ///
    /// @param waitingReports how many reports wait for a poll
    public BufferFullException(String topic, BufferLevel level, int waitingReports) {
        super(
                "no room for a record to "
                        + topic
                        + ": "
                        + level.totalRecords()
                        + " records wait for their outcome or for a poll, "
                        + waitingReports
                        + " reports of them for a poll; poll, or raise"
                        + " queue.buffering.max.messages",
                null);
        this.level = level;
        this.waitingReports = waitingReports;
    }

    /// How many delivery reports waited for a poll.
    public int waitingReports() {
        return waitingReports;
    }

    /// How full the buffer was.
    public BufferLevel level() {
        return level;
    }

    @Override
    public boolean isRetriable() {
        return true;
    }
}
