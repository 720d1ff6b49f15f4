package io.qanat.client.admin;

import org.jspecify.annotations.Nullable;

/// One setting as it is in force. Immutable.
///
/// @param value null when it has none, or is a secret
/// @param isDefault whether nobody has set it
/// @param isReadOnly whether it is fixed while the broker runs
/// @param isSensitive whether its value is a secret
public record ConfigEntry(
        String name,
        @Nullable String value,
        boolean isDefault,
        boolean isReadOnly,
        boolean isSensitive) {}
