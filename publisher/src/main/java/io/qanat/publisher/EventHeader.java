package io.qanat.publisher;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A named value beside an event's own. Immutable.
public final class EventHeader {
    private final String name;
    private final byte @Nullable [] value;

    private EventHeader(String name, byte @Nullable [] value) {
        this.name = Objects.requireNonNull(name, "name");
        this.value = value;
    }

    /// A header of bytes, which are copied.
    ///
    /// @param value null is a value of its own
    public static EventHeader of(String name, byte @Nullable [] value) {
        return new EventHeader(name, value == null ? null : value.clone());
    }

    /// A header of text, in UTF-8.
    public static EventHeader of(String name, String text) {
        return new EventHeader(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /// The name.
    public String name() {
        return name;
    }

    /// A copy of the bytes.
    public byte @Nullable [] value() {
        return value == null ? null : value.clone();
    }

    /// The value read as UTF-8; empty when it is null.
    public String text() {
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventHeader header
                && name.equals(header.name)
                && Arrays.equals(value, header.value);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return name + "=" + (value == null ? "null" : text());
    }
}
