package io.qanat.codegen;

import io.qanat.codegen.FieldType.Array;
import io.qanat.codegen.FieldType.Scalar;
import io.qanat.codegen.FieldType.Struct;

/// How a field's type looks in Java and on the wire. Immutable.
///
/// @param name the component's type
/// @param boxed the type as a type argument
/// @param verb what follows `read`, `write` and `of` in the names of the methods of WireReader,
///   WireWriter and WireSize
/// @param sizeMin least number of bytes on the wire before flexible versions; zero for structs
/// @param compactSizeMin the same in flexible versions
record JavaType(String name, String boxed, String verb, int sizeMin, int compactSizeMin) {

    static JavaType of(FieldType type) {
        if (type instanceof Scalar scalar) {
            return ofScalar(scalar);
        }
        if (type instanceof Struct struct) {
            return new JavaType(struct.name(), struct.name(), "Struct", 0, 0);
        }
        FieldType element = ((Array) type).element();
        String verb = element instanceof Struct ? "StructArray" : "Array";
        String list = "List<" + of(element).boxed() + ">";
        return new JavaType(list, list, verb, 4, 1);
    }

    private static JavaType ofScalar(Scalar scalar) {
        return switch (scalar) {
            case BOOL -> fixed("boolean", "Boolean", "Boolean", 1);
            case INT8 -> fixed("byte", "Byte", "Byte", 1);
            case INT16 -> fixed("short", "Short", "Short", 2);
            case UINT16 -> fixed("int", "Integer", "UnsignedShort", 2);
            case INT32 -> fixed("int", "Integer", "Int", 4);
            case UINT32 -> fixed("long", "Long", "UnsignedInt", 4);
            case INT64 -> fixed("long", "Long", "Long", 8);
            case FLOAT64 -> fixed("double", "Double", "Double", 8);
            case UUID -> fixed("UUID", "UUID", "Uuid", 16);
            case STRING -> new JavaType("String", "String", "String", 2, 1);
            case BYTES -> new JavaType("ByteBuffer", "ByteBuffer", "Bytes", 4, 1);
            case RECORDS -> new JavaType("Payload", "Payload", "Payload", 4, 1);
        };
    }

    private static JavaType fixed(String name, String boxed, String verb, int size) {
        return new JavaType(name, boxed, verb, size, size);
    }

    boolean isFixedSize() {
        return sizeMin == compactSizeMin && sizeMin > 0;
    }
}
