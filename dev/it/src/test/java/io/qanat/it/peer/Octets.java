package io.qanat.it.peer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// A byte string that compares by content and prints as the start of its base64. Immutable.
public record Octets(String base64) {
    private static final int PRINTED_CHARACTERS_MAX = 60;

    public static Octets of(byte[] bytes) {
        return new Octets(Base64.getEncoder().encodeToString(bytes));
    }

    public static Octets of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static @Nullable Octets ofNullable(byte @Nullable [] bytes) {
        return bytes == null ? null : of(bytes);
    }

    /// The remaining bytes of a buffer, whose position stays.
    public static @Nullable Octets ofNullable(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return of(bytes);
    }

    public byte[] bytes() {
        return Base64.getDecoder().decode(base64);
    }

    public boolean isEmpty() {
        return base64.isEmpty();
    }

    public static byte @Nullable [] bytesOf(@Nullable Octets octets) {
        return octets == null ? null : octets.bytes();
    }

    @Override
    public String toString() {
        return base64.length() <= PRINTED_CHARACTERS_MAX
                ? "'" + base64 + "'"
                : "'%s…' (%d)"
                        .formatted(base64.substring(0, PRINTED_CHARACTERS_MAX), base64.length());
    }
}
