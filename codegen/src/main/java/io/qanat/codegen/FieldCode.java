package io.qanat.codegen;

import io.qanat.codegen.FieldType.Array;
import io.qanat.codegen.FieldType.Scalar;
import io.qanat.codegen.FieldType.Struct;

/// The pieces of Java that one field needs in its record. Immutable.
final class FieldCode {
    private final Schema schema;
    private final String owner;
    private final Field field;
    private final JavaType type;

    /// @param owner the field's record as error messages name it
    FieldCode(Schema schema, String owner, Field field) {
        this.schema = schema;
        this.owner = owner;
        this.field = field;
        this.type = JavaType.of(field.type());
    }

    Field field() {
        return field;
    }

    String name() {
        return field.name();
    }

    JavaType type() {
        return type;
    }

    /// The record component, with its nullness.
    String component() {
        return (field.isNullable() ? "@Nullable " : "") + type.name() + " " + name();
    }

    /// The value of the field in a message that does not say.
    String defaultValue() {
        if (field.hasNullDefault()) {
            return "null";
        }
        if (field.type() instanceof Scalar scalar) {
            return scalarDefault(scalar);
        }
        return field.type() instanceof Struct struct ? struct.name() + ".DEFAULT" : "List.of()";
    }

    private String scalarDefault(Scalar scalar) {
        String text = field.defaultText();
        return switch (scalar) {
            case BOOL -> text.isEmpty() ? "false" : text;
            case INT8, INT16, UINT16, INT32 -> text.isEmpty() ? "0" : text;
            case INT64, UINT32 -> (text.isEmpty() ? "0" : text) + "L";
            case FLOAT64 -> text.isEmpty() ? "0.0" : text;
            case UUID -> "Absent.ID";
            case STRING -> '"' + text + '"';
            case BYTES -> "Absent.BYTES";
            case RECORDS -> "null";
        };
    }

    /// A condition that holds when the field's value is not its default.
    String isSet() {
        if (field.hasNullDefault()) {
            return name() + " != null";
        }
        String differs = differsFromDefault();
        return field.isNullable() ? name() + " == null || " + differs : differs;
    }

    private String differsFromDefault() {
        if (field.type() instanceof Array) {
            return "!" + name() + ".isEmpty()";
        }
        if (field.type() instanceof Scalar scalar) {
            return switch (scalar) {
                case BOOL -> defaultValue().equals("true") ? "!" + name() : name();
                case FLOAT64 -> "Double.compare(" + name() + ", " + defaultValue() + ") != 0";
                case UUID -> "!" + name() + ".equals(Absent.ID)";
                case STRING ->
                        defaultValue().equals("\"\"")
                                ? "!" + name() + ".isEmpty()"
                                : "!" + name() + ".equals(" + defaultValue() + ")";
                case BYTES, RECORDS -> name() + ".hasRemaining()";
                default -> name() + " != " + defaultValue();
            };
        }
        return "!" + name() + ".equals(" + defaultValue() + ")";
    }

    /// An expression that reads the field's value where it stands.
    String read(int version) {
        String nullable = field.isNullableAt(version) ? "Nullable" : "";
        String place = '"' + owner + "." + name() + '"';
        if (field.type() instanceof Struct struct) {
            return nullable.isEmpty()
                    ? struct.name() + ".read(in, version)"
                    : "in.readNullableStruct(" + place + ", " + struct.name() + "::read, version)";
        }
        if (type.isFixedSize()) {
            return "in.read" + type.verb() + "(" + place + ")";
        }
        String head = "in.read" + nullable + type.verb() + "(" + place + ", " + flexible();
        if (field.type() instanceof Array array) {
            return array.element() instanceof Struct struct
                    ? head + ", " + sizeMin(struct) + ", " + struct.name() + "::read, version)"
                    : head + ", " + element(array) + ")";
        }
        return head + ")";
    }

    /// An expression for the number of bytes that the field takes.
    String size(int version) {
        if (type.isFixedSize()) {
            return Integer.toString(type.sizeMin());
        }
        if (field.type() instanceof Struct) {
            return field.isNullableAt(version)
                    ? "WireSize.ofNullableStruct(" + name() + ", version)"
                    : name() + ".size(version)";
        }
        return "WireSize.of" + type.verb() + "(" + name() + ", " + flexible() + last() + ")";
    }

    /// A statement that writes the field.
    String write(int version) {
        if (type.isFixedSize()) {
            return "out.write" + type.verb() + "(" + name() + ");";
        }
        if (field.type() instanceof Struct) {
            return field.isNullableAt(version)
                    ? "out.writeNullableStruct(" + name() + ", version);"
                    : name() + ".write(out, version);";
        }
        return "out.write" + type.verb() + "(" + name() + ", " + flexible() + last() + ");";
    }

    /// A statement that refuses a null where the version has no way to say it.
    String refuseNull() {
        return "UnsupportedVersionException.requireNonNull("
                + name()
                + ", \""
                + owner
                + "."
                + name()
                + "\", version);";
    }

    /// A statement that refuses a value that the version has no place for.
    String refuseSet() {
        return "throw UnsupportedVersionException.fieldSet(\""
                + owner
                + "."
                + name()
                + "\", version);";
    }

    private String last() {
        if (field.type() instanceof Array array) {
            return array.element() instanceof Struct ? ", version" : ", " + element(array);
        }
        return "";
    }

    private static String element(Array array) {
        return "Element." + array.element();
    }

    private String flexible() {
        return field.presence().flexible().isEmpty()
                ? "false"
                : new Flexibility(schema).expression();
    }

    /// The least number of bytes of a struct over all versions that have this field.
    private int sizeMin(Struct struct) {
        int least =
                field.presence().versions().intersect(schema.valid()).stream()
                        .map(version -> sizeMin(struct, version))
                        .min()
                        .orElseThrow();
        if (least == 0) {
            throw new IllegalArgumentException(
                    owner + "." + name() + ": an element without bytes has no bound");
        }
        return least;
    }

    private int sizeMin(Struct struct, int version) {
        boolean flexible = schema.isFlexibleAt(version);
        int size = flexible ? 1 : 0;
        for (Field member : schema.fieldsOf(struct.name())) {
            if (member.isPlainAt(version)) {
                size += sizeMin(member, version, flexible);
            }
        }
        return size;
    }

    private int sizeMin(Field member, int version, boolean flexible) {
        if (member.type() instanceof Struct struct) {
            return member.isNullableAt(version) ? 1 : sizeMin(struct, version);
        }
        JavaType java = JavaType.of(member.type());
        return flexible ? java.compactSizeMin() : java.sizeMin();
    }
}
