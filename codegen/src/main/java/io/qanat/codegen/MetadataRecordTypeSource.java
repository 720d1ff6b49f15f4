package io.qanat.codegen;

import java.util.List;

/// The source of the enum `MetadataRecordType`.
final class MetadataRecordTypeSource {
    private final SourceText out = new SourceText();

    private MetadataRecordTypeSource() {}

    static String of(List<Schema> records) {
        MetadataRecordTypeSource source = new MetadataRecordTypeSource();
        source.emit(records);
        return "package "
                + CompilationUnit.METADATA
                + ";\n\n"
                + "import io.qanat.protocol.WireReader;\nimport java.util.Optional;\n\n"
                + source.out;
    }

    private void emit(List<Schema> records) {
        out.line("/// The kinds of record in the metadata log, with their versions. Immutable.");
        out.open("public enum MetadataRecordType");
        for (int i = 0; i < records.size(); i++) {
            Schema schema = records.get(i);
            out.line("/// Number %d.", schema.apiKey());
            out.line(
                    "%s(%d, %d, %d, %s::read)%s",
                    Names.constant(schema.name()),
                    schema.apiKey(),
                    schema.valid().low(),
                    schema.valid().high(),
                    schema.name(),
                    i == records.size() - 1 ? ";" : ",");
        }
        fields();
        lookup();
        method("The number that stands in front of such a record.", "short id()", "id");
        method("The oldest version.", "int minVersion()", "minVersion");
        method("The newest version.", "int maxVersion()", "maxVersion");
        method(
                "Reads the body of such a record.",
                "MetadataMessage read(WireReader in, int version)",
                "reader.read(in, version)");
        out.close();
    }

    private void fields() {
        out.line("")
                .open("private interface Reader")
                .line("MetadataMessage read(WireReader in, int version);")
                .close();
        out.line("")
                .line("private final short id;")
                .line("private final int minVersion;")
                .line("private final int maxVersion;");
        out.line("private final Reader reader;").line("");
        out.open("MetadataRecordType(int id, int minVersion, int maxVersion, Reader reader)");
        out.line("this.id = (short) id;")
                .line("this.minVersion = minVersion;")
                .line("this.maxVersion = maxVersion;");
        out.line("this.reader = reader;").close().line("");
    }

    private void lookup() {
        out.line("/// The kind with this number, empty when it is not known here.");
        out.open("public static Optional<MetadataRecordType> of(int id)");
        out.open("for (MetadataRecordType type : values())");
        out.open("if (type.id == id)").line("return Optional.of(type);").close().close();
        out.line("return Optional.empty();").close().line("");
    }

    private void method(String doc, String signature, String value) {
        out.line("/// " + doc)
                .open("public %s", signature)
                .line("return %s;", value)
                .close()
                .line("");
    }
}
