package io.qanat.broker.config;

/// One configuration key with the value that it has on this broker. Immutable.
///
/// @param key the key
/// @param value its value
public record ConfigValue(ConfigKey key, String value) {
    /// Whether nobody configured another value.
    public boolean isDefault() {
        return value.equals(key.defaultValue());
    }
}
