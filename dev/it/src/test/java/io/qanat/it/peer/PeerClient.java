package io.qanat.it.peer;

import java.util.List;

/// One Kafka client library as the tests use it: writes to partition 0 of a topic and reads it back
/// by assignment.
public interface PeerClient {
    String name();

    /// The codecs that it can write with, by Kafka's names; empty when it cannot write here.
    List<String> codecs();

    /// Whether it can read without a consumer group.
    boolean reads();

    /// What is left of a record when this client writes it: some have no way to say an empty key or
    /// a timestamp.
    default SampleRecord sayable(SampleRecord record) {
        return record;
    }

    /// Whether it says which offsets were acknowledged.
    default boolean tellsOffsets() {
        return true;
    }

    /// Writes in order until all is acknowledged, and returns the offsets.
    List<Long> produce(String bootstrap, String topic, String codec, List<SampleRecord> records);

    /// The first `count` records of partition 0.
    List<StoredRecord> consume(String bootstrap, String topic, int count);
}
