package io.qanat.codegen;

import java.util.List;
import java.util.function.BiFunction;

/// The `size` and `write` methods of one record. Confined to one thread.
final class WriteSource {
    private final Schema schema;
    private final String name;
    private final List<FieldCode> fields;
    private final SourceText out;
    private final TagSource tags;

    WriteSource(Schema schema, String name, List<FieldCode> fields, SourceText out) {
        this.schema = schema;
        this.name = name;
        this.fields = fields;
        this.out = out;
        this.tags = new TagSource(schema, name, fields, out);
    }

    void emit() {
        size();
        payloadSize();
        write();
        tags.countMethod();
    }

    private void size() {
        begin("public int size(int version)");
        out.line("long total = 0L;");
        cases(WriteSource::sizeAt);
        tags.size();
        out.line("return Math.toIntExact(total);").close().line("");
    }

    private static String sizeAt(FieldCode code, int version) {
        return code.field().isPlainAt(version) ? "total += " + code.size(version) + ";" : "";
    }

    private void write() {
        begin("public void write(WireWriter out, int version)");
        cases(WriteSource::writeAt);
        tags.write();
        out.close().line("");
    }

    private static String writeAt(FieldCode code, int version) {
        Field field = code.field();
        if (field.isTaggedAt(version)) {
            return "";
        }
        if (field.isPlainAt(version)) {
            boolean mustRefuseNull = field.isNullable() && !field.isNullableAt(version);
            return (mustRefuseNull ? code.refuseNull() + "\n" : "") + code.write(version);
        }
        return field.ignorable() ? "" : "if (" + code.isSet() + ") {\n" + code.refuseSet() + "\n}";
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

    private void begin(String signature) {
        out.line("@Override").open(signature);
        if (name.equals(schema.name())) {
            Versions valid = schema.valid();
            out.line(
                    "UnsupportedVersionException.check(\"%s\", version, %d, %d);",
                    name, valid.low(), valid.high());
        }
        new Flexibility(schema).declare(out);
    }

    private void cases(BiFunction<FieldCode, Integer, String> code) {
        List<VersionCases> cases =
                fields.stream()
                        .map(field ->
                                VersionCases.of(
                                        schema.valid(), version -> code.apply(field, version)))
                        .toList();
        VersionCases.emitAll(cases, out);
    }
}
