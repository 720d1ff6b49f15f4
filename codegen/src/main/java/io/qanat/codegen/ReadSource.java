package io.qanat.codegen;

import java.util.List;

/// The `read` method of one record. Confined to one thread.
final class ReadSource {
    private final Schema schema;
    private final String name;
    private final List<FieldCode> fields;
    private final SourceText out;
    private final List<FieldCode> tagged;
    private final Flexibility flexibility;

    ReadSource(Schema schema, String name, List<FieldCode> fields, SourceText out) {
        this.schema = schema;
        this.name = name;
        this.fields = fields;
        this.out = out;
        this.flexibility = new Flexibility(schema);
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
        flexibility.declare(out);
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

    private boolean isEverTagged(Field field) {
        return schema.valid().stream().anyMatch(field::isTaggedAt);
    }

    private String valueAt(FieldCode field, int version) {
        return field.field().isPlainAt(version) ? field.read(version) : field.defaultValue();
    }

    private void unknownTags() {
        String read = "in.readUnknownTaggedFields(\"" + name + "\")";
        String value =
                switch (flexibility.expression()) {
                    case "true" -> read;
                    case "false" -> "List.of()";
                    default -> "flexible ? " + read + " : List.of()";
                };
        out.line("List<RawTaggedField> unknownTaggedFields = %s;", value);
    }

    private void knownTags() {
        out.line("List<RawTaggedField> unknownTaggedFields = List.of();");
        flexibility.whenTrue(out, this::tagLoop);
    }

    private void tagLoop() {
        out.line("TaggedFields tags = in.readTaggedFields(\"%s\");", name);
        out.open("while (tags.next())").open("switch (tags.tag())");
        tagged.forEach(this::knownTag);
        out.line("default -> tags.keep();");
        out.close().close();
        out.line("unknownTaggedFields = tags.unknown();");
    }

    private void knownTag(FieldCode code) {
        Field field = code.field();

        VersionCases cases =
                VersionCases.of(
                        flexibility.versions(),
                        version ->
                                field.isTaggedAt(version)
                                        ? code.name() + " = " + code.read(version) + ";"
                                        : "tags.keep();");
        cases.always()
                .ifPresentOrElse(
                        statement -> out.line("case %d -> %s", field.tag(), statement),
                        () -> {
                            out.open("case %d ->", field.tag());
                            cases.emit(out);
                            out.close();
                        });
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
