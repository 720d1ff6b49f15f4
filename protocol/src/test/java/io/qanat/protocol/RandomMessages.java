package io.qanat.protocol;

import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.Field;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;
import org.jspecify.annotations.Nullable;

/// Random records that say only what their version can carry, by Kafka's own description of the
/// version. Confined to one thread.
final class RandomMessages {
    private static final int LIST_SIZE_MAX = 3;
    private static final int UNKNOWN_TAG_MAX = 40_000;
    private static final String[] TEXTS = {
        "", "a", "orders", "naïve", "日本語", "🜁🜂 x", "\u0000", "ÿ"
    };

    private final Random random;

    RandomMessages(Random random) {
        this.random = random;
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
                    return tag == null || random.nextBoolean()
                            ? Components.value(defaults, component)
                            : value(
                                    component,
                                    tag,
                                    type(everTagged, snakeCase(component.getName())));
                },
                tagged(schema, newest) ? unknown(everTagged.keySet()) : List.of());
    }

    private @Nullable Object value(RecordComponent component, Type type, @Nullable Type newest) {
        if (type.isNullable() && random.nextInt(4) == 0) {
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
        for (int i = random.nextInt(LIST_SIZE_MAX + 1); i > 0; i--) {
            elements.add(single(elementType, element, newestElement));
        }
        return elements;
    }

    private Object single(Class<?> java, Type type, @Nullable Type newest) {
        return java.isRecord() ? struct(java, (Schema) type, (Schema) newest) : scalar(java, type);
    }

    /// A value of a type that is neither a list nor a struct.
    private Object scalar(Class<?> java, Type type) {
        long bits = random.nextInt(3) == 0 ? random.nextInt(5) - 2 : random.nextLong();
        return switch (java.getSimpleName()) {
            case "boolean" -> random.nextBoolean();
            case "byte", "Byte" -> (byte) bits;
            case "short", "Short" -> (short) bits;
            case "int", "Integer" -> type.equals(Type.UINT16) ? (int) (bits & 0xffff) : (int) bits;
            case "long", "Long" -> type.equals(Type.UNSIGNED_INT32) ? bits & 0xffff_ffffL : bits;
            case "double" -> random.nextGaussian();
            case "UUID" -> random.nextInt(4) == 0 ? Absent.ID : new UUID(bits, random.nextLong());
            case "String" -> text();
            case "ByteBuffer" -> bytes();
            case "Payload" -> Payload.of(bytes(), bytes());
            default -> throw new IllegalArgumentException("no random " + java);
        };
    }

    private String text() {
        String text = TEXTS[random.nextInt(TEXTS.length)];
        return switch (random.nextInt(1_000)) {
            case 0, 1, 2, 3, 4 -> text.repeat(100);
            case 5 -> text.repeat(1_000);
            default -> text;
        };
    }

    private ByteBuffer bytes() {
        byte[] bytes = new byte[random.nextInt(8) == 0 ? 300 : random.nextInt(4)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private List<RawTaggedField> unknown(Set<Integer> known) {
        Set<Integer> tags = new TreeSet<>();
        for (int i = Math.max(0, random.nextInt(7) - 3); i > 0; i--) {
            tags.add(random.nextInt(random.nextBoolean() ? 10 : UNKNOWN_TAG_MAX));
        }
        tags.removeAll(known);
        return tags.stream().map(tag -> new RawTaggedField(tag, bytes())).toList();
    }

    private static boolean tagged(Schema schema, @Nullable Schema newest) {
        return newest != null && schema.get("_tagged_fields") != null;
    }

    private static Map<Integer, Field> tagged(Schema schema) {
        BoundField section = schema.get("_tagged_fields");
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
        for (Field field : new HashSet<>(tagged.values())) {
            if (field.name.equals(name)) {
                return field.type;
            }
        }
        return null;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }
}
