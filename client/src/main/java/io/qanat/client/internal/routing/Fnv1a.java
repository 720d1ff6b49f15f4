package io.qanat.client.internal.routing;

/// The hash by which Sarama, and librdkafka when told to, choose a partition for a key: 32-bit
/// FNV-1a by Fowler, Noll and Vo.
public final class Fnv1a {
    private static final int OFFSET = 0x811c9dc5;
    private static final int PRIME = 0x01000193;

    private Fnv1a() {}

    /// The partition of a key: the hash as a signed number without its sign, modulo the number of
    /// partitions.
    public static int partition(byte[] key, int partitionCount) {
        return Integer.remainderUnsigned(Math.abs(hash(key)), partitionCount);
    }

    static int hash(byte[] data) {
        int hash = OFFSET;
        for (byte each : data) {
            hash = (hash ^ (each & 0xff)) * PRIME;
        }
        return hash;
    }
}
