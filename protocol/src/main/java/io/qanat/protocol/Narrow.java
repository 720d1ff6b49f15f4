package io.qanat.protocol;

/// Narrow integers from the `int` that literals and arithmetic are made of; a value that does not
/// fit is refused.
public final class Narrow {
    private Narrow() {}

    /// The same value as a `byte`.
    public static byte toByte(int value, String field) {
        if (value != (byte) value) {
            throw new IllegalArgumentException(field + " does not fit 8 bits: " + value);
        }
        return (byte) value;
    }

    /// The same value as a `short`.
    public static short toShort(int value, String field) {
        if (value != (short) value) {
            throw new IllegalArgumentException(field + " does not fit 16 bits: " + value);
        }
        return (short) value;
    }
}
