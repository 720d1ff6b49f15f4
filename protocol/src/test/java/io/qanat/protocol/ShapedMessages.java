package io.qanat.protocol;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.Field;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;
import org.jspecify.annotations.Nullable;

/// Records made up in a shape that say only what their version can carry, by Kafka's own
/// description of the version. Immutable.
final class ShapedMessages {
    private static final String TAGGED_FIELDS = "_tagged_fields";

    private final Shape shape;

    ShapedMessages(Shape shape) {
        this.shape = shape;
    }

    static ShapedMessages random(Random random) {
        return new ShapedMessages(new RandomShape(random));
    }

    Message message(Twin twin, int version) {
        return (Message) struct(twin.ours(), twin.schema(version), twin.schema(twin.newest()));
    }

    /// @param newest the struct in the newest version, which knows all tags
    private Record struct(Class<?> type, Schema schema, @Nullable Schema newest) {
        Record defaults = Components.defaultOf(type);
        Map<Integer, Field> tagged = tagged(schema);
        Map<Integer, Field> everTagged = newest == null ? Map.of() : tagged(newest);
        return Components.create(
                type,
                component -> {
                    Type plain = plain(schema, snakeCase(component.getName()));
                    if (plain != null) {
                        return value(component, plain, plainOf(newest, component));
                    }
                    Type tag = type(tagged, snakeCase(component.getName()));
                    return tag == null || !shape.isTagSet()
                            ? Components.value(defaults, component)
                            : value(
                                    component,
                                    tag,
                                    type(everTagged, snakeCase(component.getName())));
                },
                tagged(schema, newest)
                        ? shape.unknownTaggedFields(everTagged.keySet())
                        : List.of());
    }

    private @Nullable Object value(RecordComponent component, Type type, @Nullable Type newest) {
        if (type.isNullable() && shape.isNull()) {
            return null;
        }
        if (type.isArray()) {
            return list(component, type.arrayElementType().orElseThrow(), newest);
        }
        return single(component.getType(), type, newest);
    }

    private List<Object> list(RecordComponent component, Type element, @Nullable Type newest) {
        Class<?> elementType = Components.elementType(component);
        Type newestElement = newest == null ? null : newest.arrayElementType().orElseThrow();
        List<Object> elements = new ArrayList<>();
        for (int i = shape.listSize(); i > 0; i--) {
            elements.add(single(elementType, element, newestElement));
        }
        return elements;
    }

    private Object single(Class<?> java, Type type, @Nullable Type newest) {
        return java.isRecord() ? struct(java, (Schema) type, (Schema) newest) : scalar(java, type);
    }

    /// A value of a type that is neither a list nor a struct.
    private Object scalar(Class<?> java, Type type) {
        long bits = shape.number();
        return switch (java.getSimpleName()) {
            case "boolean" -> (bits & 1) == 1;
            case "byte", "Byte" -> (byte) bits;
            case "short", "Short" -> (short) bits;
            case "int", "Integer" -> type.equals(Type.UINT16) ? (int) (bits & 0xffff) : (int) bits;
            case "long", "Long" -> type.equals(Type.UNSIGNED_INT32) ? bits & 0xffff_ffffL : bits;
            case "double" -> (double) bits;
            case "UUID" -> bits == 0 ? Absent.ID : new UUID(bits, shape.number());
            case "String" -> shape.text();
            case "ByteBuffer" -> shape.bytes();
            case "Payload" -> Payload.of(shape.bytes(), shape.bytes());
            default -> throw new IllegalArgumentException("no random " + java);
        };
    }

    private static boolean tagged(Schema schema, @Nullable Schema newest) {
        return newest != null && schema.get(TAGGED_FIELDS) != null;
    }

    private static Map<Integer, Field> tagged(Schema schema) {
        BoundField section = schema.get(TAGGED_FIELDS);
        return section == null ? Map.of() : ((TaggedFields) section.def.type).fields();
    }

    private static @Nullable Type plain(Schema schema, String name) {
        BoundField field = schema.get(name);
        return field == null ? null : field.def.type;
    }

    private static @Nullable Type plainOf(@Nullable Schema schema, RecordComponent component) {
        return schema == null ? null : plain(schema, snakeCase(component.getName()));
    }

    private static @Nullable Type type(Map<Integer, Field> tagged, String name) {
        for (Field field : tagged.values()) {
            if (field.name.equals(name)) {
                return field.type;
            }
        }
        return null;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
