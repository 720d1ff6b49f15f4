package io.qanat.codegen;

/// Java source in the making, indented by its braces. Confined to one thread.
final class SourceText {
    private final StringBuilder text = new StringBuilder();
    private int depth;

    SourceText line(String format, Object... arguments) {
        if (!format.isEmpty()) {
            String indented = "    ".repeat(depth) + format;
            text.append(arguments.length == 0 ? indented : indented.formatted(arguments));
        }
        text.append('\n');
        return this;
    }

    /// A line that opens a block.
    SourceText open(String format, Object... arguments) {
        line(format + " {", arguments);
        depth++;
        return this;
    }

    /// Deeper by one, for a block whose head took several lines.
    SourceText indent() {
        depth++;
        return this;
    }

    SourceText close() {
        depth--;
        return line("}");
    }

    /// Ends a block that is an expression, and its statement.
    SourceText closeStatement() {
        depth--;
        return line("};");
    }

    /// Ends one block and begins the next on the same line, as `} else {` does.
    SourceText turn(String format, Object... arguments) {
        depth--;
        line("} " + format + " {", arguments);
        depth++;
        return this;
    }

    /// Like [#turn], with `body` as the next block; nothing where that is empty.
    SourceText turnUnlessEmpty(String head, Runnable body) {
        int start = text.length();
        turn(head);
        int bodyStart = text.length();
        body.run();
        if (text.length() == bodyStart) {
            text.setLength(start);
        }
        return this;
    }

    /// Runs `body` with its lines indented as continuations.
    SourceText continued(Runnable body) {
        depth += 2;
        body.run();
        depth -= 2;
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
