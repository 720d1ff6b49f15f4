package io.qanat.protocol;

import org.jspecify.annotations.Nullable;

/// A version that does not exist, or that has no place for a value that was set.
public final class UnsupportedVersionException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    /// Says which version cannot do what.
    public UnsupportedVersionException(String message) {
        super(message);
    }

    /// Passes when `version` lies between `oldest` and `newest`.
    public static void check(String message, int version, int oldest, int newest) {
        if (version < oldest || version > newest) {
            throw new UnsupportedVersionException(
                    message + " has no version " + version + ", only " + oldest + "-" + newest);
        }
    }

    /// What is thrown when `field` is set and `version` does not have it.
    public static UnsupportedVersionException fieldSet(String field, int version) {
        return new UnsupportedVersionException(
                field + " is set, but version " + version + " does not have it");
    }

    /// Passes when `value` is there; `version` has no way to say that it is not.
    public static void requireNonNull(@Nullable Object value, String field, int version) {
        if (value == null) {
            throw new UnsupportedVersionException(
                    field + " is null, which version " + version + " cannot say");
        }
    }
}
