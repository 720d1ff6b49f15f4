package io.qanat.codegen;

import java.util.List;
import java.util.Map;

/// One message: its fields and those of every struct it is made of. Immutable.
///
/// @param kind the schema's `type`: request, response, header or metadata
/// @param apiKey the API's or metadata record's number, or -1
/// @param range the versions that exist
/// @param structs the fields of each struct by its name, in order of first mention
record Schema(
        String name,
        Kind kind,
        int apiKey,
        Range range,
        List<Field> fields,
        Map<String, List<Field>> structs) {

    /// What a message is for.
    enum Kind {
        REQUEST,
        RESPONSE,
        HEADER,
        METADATA,
        OTHER
    }

    /// The versions of a message. Immutable.
    record Range(Versions valid, Versions flexible, boolean latestUnstable) {
        Versions stable() {
            return latestUnstable ? new Versions(valid.low(), valid.high() - 1) : valid;
        }
    }

    Versions valid() {
        return range.valid();
    }

    boolean isFlexibleAt(int version) {
        return range.flexible().contains(version);
    }

    /// The same message without the versions above `high`.
    Schema upTo(int high) {
        Versions valid = range.valid().intersect(new Versions(0, high));
        return new Schema(
                name, kind, apiKey, new Range(valid, range.flexible(), false), fields, structs);
    }

    /// The fields of `struct` (of the message itself for its own name) that exist in a valid
    /// version.
    List<Field> fieldsOf(String struct) {
        List<Field> all = struct.equals(name) ? fields : structs.get(struct);
        if (all == null) {
            throw new IllegalArgumentException(name + ": unknown struct " + struct);
        }
        return all.stream()
                .filter(field -> !field.presence().versions().intersect(valid()).isEmpty())
                .toList();
    }
}
