package io.qanat.log.wal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// The partition that an entry is for. Immutable.
///
/// Name and id are both kept: the id tells a topic from a deleted one of the same name, and the
/// name finds the folder when the file that holds its id is lost.
public final class WalAddress {
    static final int TOPIC_BYTES_MAX = 255;

    private final String topic;
    private final UUID topicId;
    private final int partition;
    private final byte[] topicBytes;

    /// The address of a partition.
    public WalAddress(String topic, UUID topicId, int partition) {
        this.topic = topic;
        this.topicId = topicId;
        this.partition = partition;
        this.topicBytes = topic.getBytes(StandardCharsets.UTF_8);
    }

    static WalAddress read(ByteBuffer bytes, int idAt, int partition, int topicAt, int topicBytes) {
        byte[] topic = new byte[topicBytes];
        bytes.get(topicAt, topic);
        return new WalAddress(
                new String(topic, StandardCharsets.UTF_8),
                new UUID(bytes.getLong(idAt), bytes.getLong(idAt + Long.BYTES)),
                partition);
    }

    /// The topic's name.
    public String topic() {
        return topic;
    }

    /// The topic's id.
    public UUID topicId() {
        return topicId;
    }

    /// The partition's index.
    public int partition() {
        return partition;
    }

    /// Whether both are of the same partition.
    boolean names(WalAddress other) {
        return topicId.equals(other.topicId)
                && partition == other.partition
                && topic.equals(other.topic);
    }

    int topicSizeInBytes() {
        return topicBytes.length;
    }

    void writeTopic(ByteBuffer target) {
        target.put(topicBytes);
    }

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
