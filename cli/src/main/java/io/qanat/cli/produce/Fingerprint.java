package io.qanat.cli.produce;

import io.qanat.record.RecordHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What tells a record's content from any other's: a part of its SHA-256. Immutable.
///
/// @param high the first eight bytes
/// @param low the next eight
public record Fingerprint(long high, long low) {
    /// Of a record's key, value and headers.
    public static Fingerprint of(
            @Nullable ByteBuffer key, @Nullable ByteBuffer value, List<RecordHeader> headers) {
        var digest = sha256();
        add(digest, key);
        add(digest, value);
        for (var header : headers) {
            add(digest, StandardCharsets.UTF_8.encode(header.key()));
            add(digest, header.value());
        }
        var bytes = ByteBuffer.wrap(digest.digest());
        return new Fingerprint(bytes.getLong(), bytes.getLong());
    }

    /// With its length first, so that no two lists of parts are alike.
    private static void add(MessageDigest digest, @Nullable ByteBuffer part) {
        digest.update(
                ByteBuffer.allocate(Integer.BYTES)
                        .putInt(part == null ? -1 : part.remaining())
                        .flip());
        if (part != null) {
            digest.update(part.duplicate());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
