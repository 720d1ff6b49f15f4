package io.qanat.client.internal.routing;

/// The hash by which Kafka's Java clients choose a partition for a key: 32-bit MurmurHash2 by
/// Austin Appleby, with Kafka's seed.
public final class Murmur2 {
    private static final int SEED = 0x9747b28c;
    private static final int MULTIPLIER = 0x5bd1e995;
    private static final int SHIFT = 24;

    private Murmur2() {}

    /// The partition of a key: the hash without its sign bit, modulo the number of partitions.
    public static int partition(byte[] key, int partitionCount) {
        return (hash(key) & Integer.MAX_VALUE) % partitionCount;
    }

    static int hash(byte[] data) {
        int length = data.length;
        int hash = SEED ^ length;
        int whole = length & ~3;
        for (int i = 0; i < whole; i += 4) {
            int word = littleEndian(data, i, 4) * MULTIPLIER;
            word = (word ^ (word >>> SHIFT)) * MULTIPLIER;
            hash = (hash * MULTIPLIER) ^ word;
        }
        if (whole < length) {
            hash = (hash ^ littleEndian(data, whole, length - whole)) * MULTIPLIER;
        }
        hash = (hash ^ (hash >>> 13)) * MULTIPLIER;
        return hash ^ (hash >>> 15);
    }

    private static int littleEndian(byte[] data, int start, int count) {
        int word = 0;
        for (int i = count - 1; i >= 0; i--) {
            word = (word << 8) | (data[start + i] & 0xff);
        }
        return word;
    }
}
