package io.qanat.codegen;

import java.util.List;

/// The `Builder` class of one record. Confined to one thread.
final class BuilderSource {
    private final String name;
    private final List<FieldCode> fields;
    private final SourceText out;

    BuilderSource(String name, List<FieldCode> fields, SourceText out) {
        this.name = name;
        this.fields = fields;
        this.out = out;
    }

    void emit() {
        out.line("/// A [%s] in the making. Confined to one thread.", name);
        out.open("public static final class Builder");
        for (FieldCode field : fields) {
            out.line("private %s = %s;", field.component(), field.defaultValue());
        }
        out.line("private List<RawTaggedField> unknownTaggedFields = List.of();").line("");
        out.line("private Builder() {}").line("");
        fields.forEach(this::setter);
        out.open("public Builder unknownTaggedFields(List<RawTaggedField> unknownTaggedFields)");
        out.line("this.unknownTaggedFields = unknownTaggedFields;")
                .line("return this;")
                .close()
                .line("");
        build();
        out.close();
    }

    private void setter(FieldCode field) {
        String type = field.type().name();
        boolean isNarrow = type.equals("short") || type.equals("byte");
        out.open(
                "public Builder %s(%s)",
                field.name(), isNarrow ? "int " + field.name() : field.component());
        if (isNarrow) {
            out.line(
                    "this.%1$s = Narrow.to%2$s(%1$s, \"%1$s\");",
                    field.name(), field.type().boxed());
        } else {
            out.line("this.%1$s = %1$s;", field.name());
        }
        out.line("return this;").close().line("");
    }

    private void build() {
        out.open("public %s build()", name);
        out.line("return new %s(", name);
        out.continued(() -> {
            for (FieldCode field : fields) {
                out.line("%s,", field.name());
            }
            out.line("unknownTaggedFields);");
        });
        out.close();
    }
}
