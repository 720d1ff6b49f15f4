package io.qanat.codegen;

import java.util.List;

/// The `read` method of one record. Confined to one thread.
final class ReadSource {
    private final Schema schema;
    private final String name;
    private final List<FieldCode> fields;
    private final SourceText out;
    private final List<FieldCode> tagged;

    ReadSource(Schema schema, String name, List<FieldCode> fields, SourceText out) {
        this.schema = schema;
        this.name = name;
        this.fields = fields;
        this.out = out;
        this.tagged = fields.stream().filter(code -> isEverTagged(code.field())).toList();
    }

    void emit() {
        boolean isMessage = name.equals(schema.name());
        out.line(
                "/// Reads %s of the given message version.", isMessage ? "a message" : "a struct");
        out.open("public static %s read(WireReader in, int version)", name);
        if (isMessage) {
            Versions valid = schema.valid();
            out.line(
                    "UnsupportedVersionException.check(\"%s\", version, %d, %d);",
                    name, valid.low(), valid.high());
        }
        declareFlexible(schema, out);
        for (FieldCode field : fields) {
            VersionCases cases =
                    VersionCases.of(schema.valid(), version -> valueAt(field, version));
            out.line("%s %s = %s;", field.type().name(), field.name(), cases.expression());
        }
        if (tagged.isEmpty()) {
            unknownTags();
        } else {
            knownTags();
        }
        result();
        out.close();
        out.line("");
    }

    static void declareFlexible(Schema schema, SourceText out) {
        if (FieldCode.flexible(schema).equals("flexible")) {
            out.line("boolean flexible = version >= %d;", schema.range().flexible().low());
        }
    }

    private boolean isEverTagged(Field field) {
        return schema.valid().stream().anyMatch(field::isTaggedAt);
    }

    private String valueAt(FieldCode field, int version) {
        return field.field().isPlainAt(version) ? field.read(version) : field.defaultValue();
    }

    private void unknownTags() {
        String read = "in.readUnknownTaggedFields(\"" + name + "\")";
        String value =
                switch (FieldCode.flexible(schema)) {
                    case "true" -> read;
                    case "false" -> "List.of()";
                    default -> "flexible ? " + read + " : List.of()";
                };
        out.line("List<RawTaggedField> unknownTaggedFields = %s;", value);
    }

    private void knownTags() {
        out.line("List<RawTaggedField> unknownTaggedFields = List.of();");
        boolean always = FieldCode.flexible(schema).equals("true");
        if (!always) {
            out.open("if (flexible)");
        }
        out.line("TaggedFields tags = in.readTaggedFields(\"%s\");", name);
        out.open("while (tags.next())").open("switch (tags.tag())");
        tagged.forEach(this::knownTag);
        out.line("default -> tags.keep();");
        out.close().close();
        out.line("unknownTaggedFields = tags.unknown();");
        if (!always) {
            out.close();
        }
    }

    private void knownTag(FieldCode code) {
        Field field = code.field();
        Versions valid = schema.valid().intersect(schema.range().flexible());
        VersionCases cases =
                VersionCases.of(
                        valid,
                        version ->
                                field.isTaggedAt(version)
                                        ? code.name() + " = " + code.read(version) + ";"
                                        : "tags.keep();");
        out.open("case %d ->", field.tag());
        cases.emit(out);
        out.close();
    }

    private void result() {
        out.line("return new %s(", name);
        out.continued(() -> {
            for (FieldCode field : fields) {
                out.line("%s,", field.name());
            }
            out.line("unknownTaggedFields);");
        });
    }
}
