package io.qanat.protocol;

import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Messages that differ from their defaults in one field only, at any depth.
final class SingleFields {
    private SingleFields() {}

    /// A record for each field of `type` and of its structs; lists on the way hold one element.
    static List<Record> of(Class<?> type) {
        Record defaults = Components.defaultOf(type);
        List<Record> records = new ArrayList<>();
        for (RecordComponent component : Components.of(type)) {
            Object usual = Components.value(defaults, component);
            for (Object value : others(component, usual)) {
                records.add(Components.with(defaults, component.getName(), value));
            }
            if (usual != null && component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                records.add(Components.with(defaults, component.getName(), null));
            }
        }
        return records;
    }

    private static List<?> others(RecordComponent component, @Nullable Object usual) {
        if (component.getType().isRecord()) {
            return structs(component.getType());
        }
        if (component.getType() == List.class) {
            Class<?> element = Components.elementType(component);
            List<?> elements =
                    element.isRecord() ? structs(element) : List.of(other(element, null));
            return elements.stream().map(List::of).toList();
        }
        return List.of(other(component.getType(), usual));
    }

    private static List<Record> structs(Class<?> type) {
        List<Record> structs = new ArrayList<>(of(type));
        structs.add(Components.defaultOf(type));
        return structs;
    }

    private static Object other(Class<?> type, @Nullable Object usual) {
        return switch (type.getSimpleName()) {
            case "boolean" -> !Boolean.TRUE.equals(usual);
            case "byte", "Byte" -> (byte) 77;
            case "short", "Short" -> (short) 77;
            case "int", "Integer" -> 77;
            case "long", "Long" -> 77L;
            case "double" -> 7.7;
            case "UUID" -> new UUID(7, 7);
            case "String" -> "set";
            case "ByteBuffer" -> ByteBuffer.allocate(7);
            case "Payload" -> Payload.of(ByteBuffer.allocate(7));
            default -> throw new IllegalArgumentException("no other " + type);
        };
    }
}
