package io.qanat.codegen;

/// One field of a message or struct. Immutable.
///
/// @param name accessor name, with a lower-case first letter
/// @param tag the field's number in the tagged section, or -1
/// @param defaultText the schema's default, or an empty string
/// @param ignorable whether versions that lack the field may drop a value silently
record Field(
        String name,
        FieldType type,
        Presence presence,
        int tag,
        String defaultText,
        boolean ignorable) {

    /// In which versions a field exists, may be null, lives in the tagged section and uses compact
    /// lengths. Immutable.
    record Presence(Versions versions, Versions nullable, Versions tagged, Versions flexible) {}

    boolean isPlainAt(int version) {
        return presence.versions().contains(version) && !isTaggedAt(version);
    }

    boolean isTaggedAt(int version) {
        return tag >= 0
                && presence.tagged().contains(version)
                && presence.versions().contains(version);
    }

    boolean isAbsentAt(int version) {
        return !presence.versions().contains(version);
    }

    boolean isNullableAt(int version) {
        return presence.nullable().contains(version) && !isAbsentAt(version);
    }

    /// Whether the Java type needs to admit null: because some version does or because the default
    /// is null.
    boolean isNullable() {
        return !presence.nullable().intersect(presence.versions()).isEmpty() || hasNullDefault();
    }

    /// The default of `records` is null whatever the schema says, as Kafka's is.
    boolean hasNullDefault() {
        return defaultText.equals("null") || type == FieldType.Scalar.RECORDS;
    }
}
