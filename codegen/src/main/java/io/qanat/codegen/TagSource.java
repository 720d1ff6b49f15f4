package io.qanat.codegen;

import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/// What one record's `size` and `write` do about its tagged section. Confined to one thread.
final class TagSource {
    private final Flexibility flexibility;
    private final String name;
    private final List<FieldCode> tagged;
    private final SourceText out;

    TagSource(Schema schema, String name, List<FieldCode> fields, SourceText out) {
        this.flexibility = new Flexibility(schema);
        this.name = name;
        this.out = out;
        this.tagged =
                fields.stream()
                        .filter(code -> schema.valid().stream().anyMatch(code.field()::isTaggedAt))
                        .sorted(Comparator.comparingInt(code -> code.field().tag()))
                        .toList();
    }

    /// Adds the section to the sum.
    void size() {
        flexibility.whenTrue(
                out,
                () -> {
                    emit(code ->
                            version ->
                                    "total += WireSize.ofTag("
                                            + code.field().tag()
                                            + ", "
                                            + code.size(version)
                                            + ");");
                    out.line(
                            "total += RawTaggedField.size(unknownTaggedFields%s);",
                            tagged.isEmpty() ? "" : ", tagCount(version)");
                });
    }

    /// Writes the section, or refuses fields that no section can hold.
    void write() {
        flexibility.branch(
                out,
                tagged.isEmpty()
                        ? () -> out.line("out.writeTaggedFields(unknownTaggedFields);")
                        : this::writeMerged,
                () ->
                        out.line(
                                "RawTaggedField.refuse(unknownTaggedFields, \"%s\", version);",
                                name));
    }

    private void writeMerged() {
        out.line("out.writeUnsignedVarint(tagCount(version));");
        out.line("int next = 0;");
        emit(code -> version -> writeMerged(code, version));
        out.line("out.writeTaggedFieldsFrom(next, unknownTaggedFields);");
    }

    private static String writeMerged(FieldCode code, int version) {
        int tag = code.field().tag();
        return "next = out.writeTaggedFieldsBelow("
                + tag
                + ", unknownTaggedFields, next);\n"
                + "out.writeTag("
                + tag
                + ", "
                + code.size(version)
                + ");\n"
                + code.write(version);
    }

    /// The method that counts the fields in the section, for records that know some.
    void countMethod() {
        if (tagged.isEmpty()) {
            return;
        }
        out.open("private int tagCount(int version)");
        out.line("int count = unknownTaggedFields.size();");
        emit(code -> version -> "count++;");
        out.line("return count;").close().line("");
    }

    private interface Body {
        IntFunction<String> of(FieldCode code);
    }

    private void emit(Body body) {
        VersionCases.emitAll(
                tagged.stream().map(code -> whenSet(code, body.of(code))).toList(), out);
    }

    private VersionCases whenSet(FieldCode code, IntFunction<String> body) {
        return VersionCases.of(
                flexibility.versions(),
                version ->
                        code.field().isTaggedAt(version)
                                ? "if (" + code.isSet() + ") {\n" + body.apply(version) + "\n}"
                                : "");
    }
}
