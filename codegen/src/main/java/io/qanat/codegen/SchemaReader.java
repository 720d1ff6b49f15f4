package io.qanat.codegen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A schema's JSON on its way to a [Schema]. Confined to one thread.
final class SchemaReader {
    private final Map<String, List<Field>> structs = new LinkedHashMap<>();

    private SchemaReader() {}

    static Schema read(String json) {
        return new SchemaReader().schema(JsonText.parseObject(json));
    }

    private Schema schema(Map<String, @Nullable Object> object) {
        List<Field> fields = fields(object);
        for (Map<String, @Nullable Object> struct : objects(object, "commonStructs")) {
            define(text(struct, "name", ""), struct);
        }
        return new Schema(
                text(object, "name", ""),
                kind(text(object, "type", "")),
                Integer.parseInt(text(object, "apiKey", "-1")),
                new Schema.Range(
                        versions(object, "validVersions", Versions.NONE),
                        versions(object, "flexibleVersions", Versions.NONE),
                        isTrue(object, "latestVersionUnstable")),
                fields,
                structs);
    }

    private List<Field> fields(Map<String, @Nullable Object> object) {
        List<Field> fields = new ArrayList<>();
        for (Map<String, @Nullable Object> field : objects(object, "fields")) {
            fields.add(field(field));
        }
        return fields;
    }

    private Field field(Map<String, @Nullable Object> object) {
        String name = text(object, "name", "");
        FieldType type = FieldType.parse(text(object, "type", ""));
        if (object.containsKey("fields")) {
            define(structName(type), object);
        }
        Field.Presence presence =
                new Field.Presence(
                        versions(object, "versions", Versions.NONE),
                        versions(object, "nullableVersions", Versions.NONE),
                        versions(object, "taggedVersions", Versions.NONE),
                        versions(object, "flexibleVersions", new Versions(0, Short.MAX_VALUE)));
        return new Field(
                name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1),
                type,
                presence,
                Integer.parseInt(text(object, "tag", "-1")),
                text(object, "default", ""),
                isTrue(object, "ignorable"));
    }

    private void define(String name, Map<String, @Nullable Object> object) {
        // Entered before its fields are read, so that structs stand in order of first mention.
        structs.put(name, List.of());
        structs.put(name, fields(object));
    }

    private static String structName(FieldType type) {
        FieldType element = type instanceof FieldType.Array array ? array.element() : type;
        return ((FieldType.Struct) element).name();
    }

    private static Schema.Kind kind(String text) {
        return switch (text) {
            case "request" -> Schema.Kind.REQUEST;
            case "response" -> Schema.Kind.RESPONSE;
            case "header" -> Schema.Kind.HEADER;
            case "metadata" -> Schema.Kind.METADATA;
            default -> Schema.Kind.OTHER;
        };
    }

    private static Versions versions(
            Map<String, @Nullable Object> object, String name, Versions absent) {
        return object.containsKey(name) ? Versions.parse(text(object, name, "")) : absent;
    }

    private static boolean isTrue(Map<String, @Nullable Object> object, String name) {
        return text(object, name, "false").equals("true");
    }

    private static String text(Map<String, @Nullable Object> object, String name, String absent) {
        return String.valueOf(object.getOrDefault(name, absent));
    }

    @SuppressWarnings("unchecked") // the JSON parser makes no other lists of objects
    private static List<Map<String, @Nullable Object>> objects(
            Map<String, @Nullable Object> object, String name) {
        return (List<Map<String, @Nullable Object>>) object.getOrDefault(name, List.of());
    }
}
