package io.qanat.client.internal.config;

import java.util.Locale;

/// Values of properties in text.
public final class Texts {
    private Texts() {}

    /// Reads Kafka's `true` and `false`, in any case.
    ///
    /// @throws IllegalArgumentException for anything else
    public static boolean flag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }
}
