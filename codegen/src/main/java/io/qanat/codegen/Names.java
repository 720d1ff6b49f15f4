package io.qanat.codegen;

import java.util.Locale;

/// Names derived from the schemas' names.
final class Names {
    private Names() {}

    /// The API that a request or response belongs to: `Produce` of `ProduceRequest`.
    static String api(Schema schema) {
        return schema.name().replaceAll("(Request|Response)$", "");
    }

    /// An enum constant: `LIST_OFFSETS` of `ListOffsets`.
    static String constant(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }
}
