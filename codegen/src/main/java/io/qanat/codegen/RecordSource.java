package io.qanat.codegen;

import java.util.ArrayList;
import java.util.List;

/// The source of one record: a message or one of its structs. Confined to one thread.
final class RecordSource {
    private final Schema schema;
    private final String name;
    private final boolean isMessage;
    private final List<FieldCode> fields = new ArrayList<>();
    private final SourceText out;

    RecordSource(Schema schema, String name, SourceText out) {
        this.schema = schema;
        this.name = name;
        this.isMessage = name.equals(schema.name());
        this.out = out;
        String owner = isMessage ? name : schema.name() + "." + name;
        for (Field field : schema.fieldsOf(name)) {
            fields.add(new FieldCode(schema, owner, field));
        }
    }

    /// Emits the record; a message contains its structs.
    void emit() {
        doc();
        header();
        constants();
        builderMethods();
        identity();
        new ReadSource(schema, name, fields, out).emit();
        new WriteSource(schema, name, fields, out).emit();
        new BuilderSource(name, fields, out).emit();
        if (isMessage) {
            for (String struct : schema.structs().keySet()) {
                if (isMentioned(struct)) {
                    out.line("");
                    new RecordSource(schema, struct, out).emit();
                }
            }
        }
        out.close();
    }

    private void doc() {
        if (isMessage) {
            out.line(
                    "/// %s in versions %s%s. Immutable; lists and buffers are not copied.",
                    name, schema.valid().low() + "-" + schema.valid().high(), flexibleNote());
        } else {
            out.line(
                    "/// Part of [%s]. Immutable; lists and buffers are not copied.",
                    schema.name());
        }
        out.line("///");
        for (FieldCode field : fields) {
            out.line("/// @param %s %s", field.name(), versionsNote(field.field()));
        }
        out.line(
                "/// @param unknownTaggedFields tagged fields that this schema does not know, by ascending tag");
    }

    private String flexibleNote() {
        Versions flexible = schema.range().flexible().intersect(schema.valid());
        return flexible.isEmpty() ? "" : ", flexible in " + flexible.within(schema.valid());
    }

    private String versionsNote(Field field) {
        Field.Presence presence = field.presence();
        String note = "versions " + presence.versions().within(schema.valid());
        if (field.tag() >= 0) {
            note += ", tag " + field.tag();
        }
        Versions nullable = presence.nullable().intersect(schema.valid());
        if (!nullable.isEmpty()) {
            note += ", null allowed in " + nullable.within(schema.valid());
        }
        return field.ignorable() ? note + ", dropped where it does not exist" : note;
    }

    private void header() {
        out.line("public record %s(", name);
        out.continued(() -> {
            for (FieldCode field : fields) {
                out.line("%s,", field.component());
            }
            out.line("List<RawTaggedField> unknownTaggedFields)");
        });
        out.continued(() -> out.line("implements %s {", superType()));
        out.line("");
        out.indent();
    }

    private String superType() {
        if (!isMessage) {
            return "Message";
        }
        return switch (schema.kind()) {
            case REQUEST, RESPONSE -> "ApiMessage";
            case METADATA -> "MetadataMessage";
            default -> "Message";
        };
    }

    private void constants() {
        out.line(
                "/// The %s in which every field has its default.",
                isMessage ? "message" : "struct");
        out.line("public static final %s DEFAULT = builder().build();", name);
        out.line("");
    }

    private void builderMethods() {
        out.line("/// A builder whose fields have their defaults.");
        out.open("public static Builder builder()").line("return new Builder();").close().line("");
        out.line("/// A builder that starts from this %s.", isMessage ? "message" : "struct");
        out.open("public Builder toBuilder()");
        out.line("Builder builder = new Builder();");
        for (FieldCode field : fields) {
            out.line("builder.%1$s = %1$s;", field.name());
        }
        out.line("builder.unknownTaggedFields = unknownTaggedFields;");
        out.line("return builder;").close().line("");
    }

    private void identity() {
        if (!isMessage) {
            return;
        }
        if (schema.kind() == Schema.Kind.REQUEST || schema.kind() == Schema.Kind.RESPONSE) {
            override("ApiKey apiKey()", "ApiKey." + Names.constant(Names.api(schema)));
        } else if (schema.kind() == Schema.Kind.METADATA) {
            override(
                    "MetadataRecordType recordType()",
                    "MetadataRecordType." + Names.constant(schema.name()));
        }
    }

    private void override(String signature, String value) {
        out.line("@Override")
                .open("public %s", signature)
                .line("return %s;", value)
                .close()
                .line("");
    }

    private boolean isMentioned(String struct) {
        List<String> known = new ArrayList<>(List.of(schema.name()));
        for (int i = 0; i < known.size(); i++) {
            for (Field field : schema.fieldsOf(known.get(i))) {
                FieldType type =
                        field.type() instanceof FieldType.Array array
                                ? array.element()
                                : field.type();
                if (type instanceof FieldType.Struct mentioned
                        && !known.contains(mentioned.name())) {
                    known.add(mentioned.name());
                }
            }
        }
        return known.contains(struct);
    }
}
