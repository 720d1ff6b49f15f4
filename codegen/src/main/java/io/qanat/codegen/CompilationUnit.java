package io.qanat.codegen;

import java.util.List;
import java.util.regex.Pattern;

/// A Java file: package, the imports that its body mentions, body.
final class CompilationUnit {
    static final String PROTOCOL = "io.qanat.protocol";
    static final String MESSAGE = PROTOCOL + ".message";
    static final String METADATA = PROTOCOL + ".metadata";

    private static final List<String> IMPORTS =
            List.of(
                    PROTOCOL + ".Absent",
                    PROTOCOL + ".ApiKey",
                    PROTOCOL + ".ApiMessage",
                    PROTOCOL + ".Element",
                    PROTOCOL + ".Message",
                    PROTOCOL + ".Narrow",
                    PROTOCOL + ".Payload",
                    PROTOCOL + ".RawTaggedField",
                    PROTOCOL + ".TaggedFields",
                    PROTOCOL + ".UnsupportedVersionException",
                    PROTOCOL + ".WireReader",
                    PROTOCOL + ".WireSize",
                    PROTOCOL + ".WireWriter",
                    "java.nio.ByteBuffer",
                    "java.util.List",
                    "java.util.UUID",
                    "org.jspecify.annotations.Nullable");

    private CompilationUnit() {}

    static String of(String packageName, String body) {
        SourceText text = new SourceText().line("package %s;", packageName).line("");
        for (String name : IMPORTS) {
            String simpleName = name.substring(name.lastIndexOf('.') + 1);
            boolean isSamePackage = name.equals(packageName + "." + simpleName);
            if (!isSamePackage
                    && Pattern.compile("\\b" + simpleName + "\\b").matcher(body).find()) {
                text.line("import %s;", name);
            }
        }
        return text.line("").toString() + body;
    }
}
