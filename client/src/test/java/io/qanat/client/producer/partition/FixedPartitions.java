package io.qanat.client.producer.partition;

/// So many partitions, among which nothing is left to chance: without a key, the last one.
record FixedPartitions(int count) implements Partitions {
    @Override
    public String topic() {
        return "t";
    }

    @Override
    public boolean isAvailable(int partition) {
        return partition < count;
    }

    @Override
    public int sticky() {
        return count - 1;
    }

    @Override
    public int random() {
        return count - 1;
    }

    @Override
    public int next() {
        return count - 1;
    }

    @Override
    public int ofKey(byte[] key, int from, int to) {
        throw new UnsupportedOperationException("not asked for by stock partitioners");
    }
}
