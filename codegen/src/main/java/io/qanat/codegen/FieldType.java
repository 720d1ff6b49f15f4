package io.qanat.codegen;

import java.util.Locale;

/// The type of a field in a schema. Immutable.
sealed interface FieldType {

    /// A value without fields of its own.
    enum Scalar implements FieldType {
        BOOL,
        INT8,
        INT16,
        UINT16,
        INT32,
        UINT32,
        INT64,
        FLOAT64,
        UUID,
        STRING,
        BYTES,
        RECORDS
    }

    /// A struct by its name; its fields are in the schema's table of structs.
    record Struct(String name) implements FieldType {}

    /// A list of scalars or structs.
    record Array(FieldType element) implements FieldType {}

    /// Reads the schemas' notation; anything that is no scalar is the name of a struct.
    static FieldType parse(String text) {
        if (text.startsWith("[]")) {
            return new Array(parse(text.substring(2)));
        }
        for (Scalar scalar : Scalar.values()) {
            if (scalar.name().toLowerCase(Locale.ROOT).equals(text)) {
                return scalar;
            }
        }
        return new Struct(text);
    }
}
