package io.qanat.client.producer.partition;

/// The partitions of a topic, from which one is chosen for a record. Thread-safe.
///
/// A partition is available when it has a leader that takes records; when none is, all count as
/// such.
public interface Partitions {
    /// The topic's name.
    String topic();

    /// How many there are.
    int count();

    /// Whether a partition is available.
    boolean isAvailable(int partition);

    /// The available partition that records without a key go to for now: each in its turn gets a
    /// batch's worth of bytes (KIP-794).
    int sticky();

    /// Any available partition.
    int random();

    /// The available partition whose turn it is: every call is for the next one.
    int next();

    /// The partition of a key as Kafka's Java clients choose it.
    default int ofKey(byte[] key) {
        return ofKey(key, 0, count());
    }

    /// The same among some of the partitions.
    ///
    /// @param from the first of them
    /// @param to the one after the last of them, more than `from`
    int ofKey(byte[] key, int from, int to);
}
