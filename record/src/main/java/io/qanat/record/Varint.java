package io.qanat.record;

/// Sizes of zigzag varints, the integers of a record.
final class Varint {
    private Varint() {}

    /// Bytes of a 32-bit value.
    static int sizeOf(int value) {
        return sizeOfUnsigned((value << 1) ^ (value >> 31));
    }

    /// Bytes of a 64-bit value.
    static int sizeOf(long value) {
        long zigzag = (value << 1) ^ (value >> 63);
        return (70 - Long.numberOfLeadingZeros(zigzag | 1)) / 7;
    }

    private static int sizeOfUnsigned(int value) {
        return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }
}
