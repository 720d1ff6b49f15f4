package io.qanat.codegen;

/// How generated code asks whether the version at hand is a flexible one. Immutable.
final class Flexibility {
    private final Versions flexible;
    private final Versions valid;

    Flexibility(Schema schema) {
        this.flexible = schema.range().flexible().intersect(schema.valid());
        this.valid = schema.valid();
    }

    /// The answer as an expression: a literal where all valid versions agree.
    String expression() {
        if (flexible.isEmpty()) {
            return "false";
        }
        return flexible.equals(valid) ? "true" : "flexible";
    }

    /// The flexible ones among the valid versions.
    Versions versions() {
        return flexible;
    }

    /// Declares the variable that [#expression] mentions, if it mentions one.
    void declare(SourceText out) {
        if (expression().equals("flexible")) {
            out.line("boolean flexible = version >= %d;", flexible.low());
        }
    }

    /// Emits `body` so that it runs in flexible versions only.
    void whenTrue(SourceText out, Runnable body) {
        branch(out, body, () -> {});
    }

    /// Emits `body` for flexible versions, `otherwise` for the others.
    void branch(SourceText out, Runnable body, Runnable otherwise) {
        switch (expression()) {
            case "true" -> body.run();
            case "false" -> otherwise.run();
            default -> {
                out.open("if (flexible)");
                body.run();
                out.turnUnlessEmpty("else", otherwise);
                out.close();
            }
        }
    }
}
