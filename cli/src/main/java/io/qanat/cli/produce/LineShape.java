package io.qanat.cli.produce;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// How a line is a key and a value: all value under a fixed key or none, or parted by a separator.
/// Immutable.
public final class LineShape implements Shape {
    private final byte @Nullable [] separator;
    private final @Nullable ByteBuffer key;

    private LineShape(byte @Nullable [] separator, @Nullable ByteBuffer key) {
        this.separator = separator;
        this.key = key;
    }

    /// The whole line is the value.
    public static LineShape value() {
        return new LineShape(null, null);
    }

    /// The whole line is the value, and every record has the same key.
    public static LineShape value(String key) {
        return new LineShape(null, StandardCharsets.UTF_8.encode(key));
    }

    /// What is before the first separator is the key, what is behind it the value.
    public static LineShape keyed(String separator) {
        if (separator.isEmpty()) {
            throw new IllegalArgumentException("the key separator is empty");
        }
        return new LineShape(separator.getBytes(StandardCharsets.UTF_8), null);
    }

    @Override
    public Parts parts(ByteBuffer line) {
        if (separator == null) {
            return Parts.of(key == null ? null : key.duplicate(), line);
        }
        int at = indexOf(line, separator);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "the key separator '"
                            + new String(separator, StandardCharsets.UTF_8)
                            + "' is missing");
        }
        int valueAt = at + separator.length;
        return Parts.of(line.slice(0, at), line.slice(valueAt, line.limit() - valueAt));
    }

    private static int indexOf(ByteBuffer line, byte[] wanted) {
        var pattern = ByteBuffer.wrap(wanted);
        for (int i = 0; i <= line.limit() - wanted.length; i++) {
            if (line.get(i) == wanted[0] && line.slice(i, wanted.length).equals(pattern)) {
                return i;
            }
        }
        return -1;
    }
}
