package io.qanat.client.internal.routing;

import java.util.zip.CRC32;

/// The hash by which librdkafka chooses a partition for a key unless told otherwise: the CRC-32 of
/// zlib.
public final class Crc32 {
    private Crc32() {}

    /// The partition of a key: the unsigned checksum modulo the number of partitions.
    public static int partition(byte[] key, int partitionCount) {
        var checksum = new CRC32();
        checksum.update(key, 0, key.length);
        return (int) (checksum.getValue() % partitionCount);
    }
}
