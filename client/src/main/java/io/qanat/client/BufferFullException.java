package io.qanat.client;

/// A record that was not accepted because the send buffer is full.
public final class BufferFullException extends ClientException {
    private static final long serialVersionUID = 1L;

    private final transient BufferLevel level;

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
