package io.qanat.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How many bytes values take on the wire; null counts as the mark that stands for it.
public final class WireSize {
    private WireSize() {}

    /// An unsigned varint.
    public static int ofUnsignedVarint(int value) {
        // Seven bits a byte: 38 - zeros is the number of significant bits + 6, and zero has one
        // digit too.
        return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }

    /// A string.
    public static int ofString(@Nullable String value, boolean flexible) {
        int length = value == null ? 0 : Utf8.size(value);
        return length + (flexible ? ofUnsignedVarint(value == null ? 0 : length + 1) : 2);
    }

    /// Bytes.
    public static int ofBytes(@Nullable ByteBuffer value, boolean flexible) {
        return value == null ? ofCount(-1, flexible) : withLength(value.remaining(), flexible);
    }

    /// Records.
    public static int ofPayload(@Nullable Payload value, boolean flexible) {
        return value == null ? ofCount(-1, flexible) : withLength(value.sizeInBytes(), flexible);
    }

    /// A list without structs.
    public static <T> int ofArray(@Nullable List<T> values, boolean flexible, Element<T> element) {
        if (values == null) {
            return ofCount(-1, flexible);
        }
        long size = ofCount(values.size(), flexible);
        for (T value : values) {
            size += element.size(value, flexible);
        }
        return Math.toIntExact(size);
    }

    /// A list of structs.
    public static int ofStructArray(
            @Nullable List<? extends Message> values, boolean flexible, int version) {
        if (values == null) {
            return ofCount(-1, flexible);
        }
        long size = ofCount(values.size(), flexible);
        for (Message value : values) {
            size += value.size(version);
        }
        return Math.toIntExact(size);
    }

    /// A struct that may be null.
    public static int ofNullableStruct(@Nullable Message value, int version) {
        return value == null ? 1 : 1 + value.size(version);
    }

    /// A tagged field with content of `size` bytes.
    public static long ofTag(int tag, int size) {
        return (long) ofUnsignedVarint(tag) + ofUnsignedVarint(size) + size;
    }

    private static int withLength(int length, boolean flexible) {
        return Math.addExact(length, ofCount(length, flexible));
    }

    private static int ofCount(int count, boolean flexible) {
        return flexible ? ofUnsignedVarint(count + 1) : 4;
    }
}
