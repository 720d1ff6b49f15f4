package io.qanat.codegen;

import java.util.List;

/// The `size` and `write` methods of one record. Confined to one thread.
final class WriteSource {
    private final Schema schema;
    private final String name;
    private final List<FieldCode> fields;
    private final SourceText out;
    private final List<FieldCode> tagged;

    WriteSource(Schema schema, String name, List<FieldCode> fields, SourceText out) {
        this.schema = schema;
        this.name = name;
        this.fields = fields;
        this.out = out;
        this.tagged =
                fields.stream()
                        .filter(code -> schema.valid().stream().anyMatch(code.field()::isTaggedAt))
                        .sorted(java.util.Comparator.comparingInt(code -> code.field().tag()))
                        .toList();
    }

    void emit() {
        size();
        payloadSize();
        write();
    }

    private void size() {
        out.line("@Override").open("public int size(int version)");
        checkVersion();
        ReadSource.declareFlexible(schema, out);
        out.line("long total = 0L;");
        for (FieldCode field : fields) {
            emitCases(version ->
                    field.field().isPlainAt(version)
                            ? "total += " + field.size(version) + ";"
                            : "");
        }
        whenFlexible(this::tagsSize);
        out.line("return Math.toIntExact(total);").close().line("");
    }

    private void tagsSize() {
        if (tagged.isEmpty()) {
            out.line("total += RawTaggedField.size(unknownTaggedFields);");
            return;
        }
        countTags();
        for (FieldCode field : tagged) {
            emitTagged(
                    field,
                    version ->
                            "total += WireSize.ofTag("
                                    + field.field().tag()
                                    + ", "
                                    + field.size(version)
                                    + ");");
        }
        out.line("total += RawTaggedField.size(unknownTaggedFields, tagCount);");
    }

    private void countTags() {
        out.line("int tagCount = unknownTaggedFields.size();");
        for (FieldCode field : tagged) {
            emitTagged(field, version -> "tagCount++;");
        }
    }

    private void payloadSize() {
        List<FieldCode> carriers =
                fields.stream().filter(code -> carriesPayload(code.field().type())).toList();
        if (carriers.isEmpty()) {
            return;
        }
        out.line("@Override").open("public long payloadSizeInBytes()").line("long total = 0L;");
        for (FieldCode field : carriers) {
            if (field.field().type() instanceof FieldType.Array) {
                out.open("for (Message element : %s)", field.name());
                out.line("total += element.payloadSizeInBytes();").close();
            } else {
                out.line("total += %1$s == null ? 0 : %1$s.sizeInBytes();", field.name());
            }
        }
        out.line("return total;").close().line("");
    }

    private boolean carriesPayload(FieldType type) {
        if (type instanceof FieldType.Array array) {
            return carriesPayload(array.element());
        }
        if (type instanceof FieldType.Struct struct) {
            return schema.fieldsOf(struct.name()).stream()
                    .anyMatch(field -> carriesPayload(field.type()));
        }
        return type == FieldType.Scalar.RECORDS;
    }

    private void write() {
        out.line("@Override").open("public void write(WireWriter out, int version)");
        checkVersion();
        ReadSource.declareFlexible(schema, out);
        for (FieldCode field : fields) {
            emitCases(version -> writeAt(field, version));
        }
        writeTags();
        out.close().line("");
    }

    private String writeAt(FieldCode code, int version) {
        Field field = code.field();
        if (field.isTaggedAt(version)) {
            return "";
        }
        if (field.isPlainAt(version)) {
            boolean mustRefuse =
                    field.isNullable() && !field.isNullableAt(version) && !isPayload(field);
            return mustRefuse
                    ? code.refuseNull() + "\n" + code.write(version)
                    : code.write(version);
        }
        return field.ignorable() ? "" : "if (" + code.isSet() + ") {\n" + code.refuseSet() + "\n}";
    }

    private static boolean isPayload(Field field) {
        return field.type() == FieldType.Scalar.RECORDS;
    }

    private void writeTags() {
        switch (FieldCode.flexible(schema)) {
            case "true" -> tags();
            case "false" -> refuseTags();
            default -> {
                out.open("if (flexible)");
                tags();
                out.turn("else");
                refuseTags();
                out.close();
            }
        }
    }

    private void refuseTags() {
        out.line("RawTaggedField.refuse(unknownTaggedFields, \"%s\", version);", name);
    }

    private void tags() {
        if (tagged.isEmpty()) {
            out.line("out.writeTaggedFields(unknownTaggedFields);");
            return;
        }
        countTags();
        out.line("out.writeUnsignedVarint(tagCount);");
        out.line("int next = 0;");
        for (FieldCode field : tagged) {
            int tag = field.field().tag();
            emitTagged(
                    field,
                    version ->
                            "next = out.writeTaggedFieldsBelow("
                                    + tag
                                    + ", unknownTaggedFields, next);\n"
                                    + "out.writeTag("
                                    + tag
                                    + ", "
                                    + field.size(version)
                                    + ");\n"
                                    + field.write(version));
        }
        out.line("out.writeTaggedFieldsFrom(next, unknownTaggedFields);");
    }

    private void emitTagged(FieldCode code, java.util.function.IntFunction<String> body) {
        Field field = code.field();
        Versions valid = schema.valid().intersect(schema.range().flexible());
        VersionCases.of(
                        valid,
                        version ->
                                field.isTaggedAt(version)
                                        ? "if ("
                                                + code.isSet()
                                                + ") {\n"
                                                + body.apply(version)
                                                + "\n}"
                                        : "")
                .emit(out);
    }

    private void emitCases(java.util.function.IntFunction<String> code) {
        VersionCases.of(schema.valid(), code).emit(out);
    }

    private void whenFlexible(Runnable body) {
        switch (FieldCode.flexible(schema)) {
            case "true" -> body.run();
            case "false" -> {}
            default -> {
                out.open("if (flexible)");
                body.run();
                out.close();
            }
        }
    }

    private void checkVersion() {
        if (name.equals(schema.name())) {
            Versions valid = schema.valid();
            out.line(
                    "UnsupportedVersionException.check(\"%s\", version, %d, %d);",
                    name, valid.low(), valid.high());
        }
    }
}
