package io.qanat.protocol;

import java.nio.ByteBuffer;
import java.util.List;

/// A tagged field that the schema at hand does not know, kept as it came. Immutable; the bytes are
/// not copied.
///
/// @param tag the field's number
/// @param bytes its content between position and limit
public record RawTaggedField(int tag, ByteBuffer bytes) {

    /// The bytes of a tagged section that holds `fields` only.
    public static int size(List<RawTaggedField> fields) {
        return size(fields, fields.size());
    }

    /// The bytes of the count `tagCount` and of `fields`, which are some or all of the counted
    /// ones.
    public static int size(List<RawTaggedField> fields, int tagCount) {
        long size = WireSize.ofUnsignedVarint(tagCount);
        for (int i = 0; i < fields.size(); i++) {
            RawTaggedField field = fields.get(i);
            size += WireSize.ofTag(field.tag, field.bytes.remaining());
        }
        return Math.toIntExact(size);
    }

    /// Refuses tagged fields in a version that has no tagged section.
    public static void refuse(List<RawTaggedField> fields, String message, int version) {
        if (!fields.isEmpty()) {
            throw new UnsupportedVersionException(
                    message
                            + " has tagged fields, but version "
                            + version
                            + " has no place for them");
        }
    }
}
