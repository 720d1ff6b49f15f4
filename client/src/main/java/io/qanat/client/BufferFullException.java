package io.qanat.client;

/// A record that was not accepted because the send buffer is full.
public final class BufferFullException extends ClientException {
    private static final long serialVersionUID = 1L;

    private final long bufferBytes;

    /// Names the topic and the buffer's size.
    public BufferFullException(String topic, long bufferBytes) {
        super(
                "no room for a record to "
                        + topic
                        + ": all "
                        + bufferBytes
                        + " bytes of the send buffer wait for brokers; send slower, use"
                        + " sendBlocking, or raise buffer.memory",
                null);
        this.bufferBytes = bufferBytes;
    }

    /// The buffer's size.
    public long bufferBytes() {
        return bufferBytes;
    }

    @Override
    public boolean isRetriable() {
        return true;
    }
}
