package io.qanat.broker.config;

/// The kind of a configuration value, with the number that DescribeConfigs gives it.
public enum ConfigType {
    /// `true` or `false`.
    BOOLEAN(1),
    /// Any text.
    STRING(2),
    /// A whole number of 32 bits.
    INT(3),
    /// A whole number of 64 bits.
    LONG(5),
    /// A decimal fraction.
    DOUBLE(6),
    /// Texts with commas between them.
    LIST(7);

    private final byte id;

    ConfigType(int id) {
        this.id = (byte) id;
    }

    /// The number on the wire.
    public byte id() {
        return id;
    }
}
