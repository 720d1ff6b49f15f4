package io.qanat.codegen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON document under the cursor of a recursive-descent parser; `//` comments count as white
/// space. Confined to one thread.
///
/// Values become `Map<String, @Nullable Object>`, `List<@Nullable Object>`, `String`, `Long`,
/// `Boolean` and `null`: all that the schemas use.
final class JsonText {
    private final String text;
    private int position;

    private JsonText(String text) {
        this.text = text;
    }

    /// The one object that `text` holds.
    static Map<String, @Nullable Object> parseObject(String text) {
        JsonText json = new JsonText(text);
        Map<String, @Nullable Object> object = json.object();
        json.skipSpace();
        if (json.position != text.length()) {
            throw json.error("text after the end of the document");
        }
        return object;
    }

    private @Nullable Object value() {
        skipSpace();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> word();
        };
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        expect('{');
        while (!reached('}')) {
            skipSpace();
            String name = string();
            expect(':');
            if (members.containsKey(name)) {
                throw error("member " + name + " occurs twice");
            }
            members.put(name, value());
            separator('}');
        }
        expect('}');
        return members;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> elements = new ArrayList<>();
        expect('[');
        while (!reached(']')) {
            elements.add(value());
            separator(']');
        }
        expect(']');
        return elements;
    }

    private String string() {
        expect('"');
        int end = text.indexOf('"', position);
        if (end < 0) {
            throw error("string without an end");
        }
        String value = text.substring(position, end);
        if (value.indexOf('\\') >= 0) {
            throw error("escape sequences are not used by the schemas");
        }
        position = end + 1;
        return value;
    }

    private @Nullable Object word() {
        int start = position;
        while (Character.isLetterOrDigit(peek()) || peek() == '-') {
            position++;
        }
        String word = text.substring(start, position);
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> number(word);
        };
    }

    private Long number(String word) {
        try {
            return Long.valueOf(word);
        } catch (NumberFormatException e) {
            throw error("neither a whole number nor a literal: '" + word + "'");
        }
    }

    private void separator(char end) {
        if (!reached(end)) {
            expect(',');
        }
    }

    private boolean reached(char c) {
        skipSpace();
        return peek() == c;
    }

    private void expect(char c) {
        skipSpace();
        if (peek() != c) {
            throw error("expected '" + c + "'");
        }
        position++;
    }

    private char peek() {
        if (position >= text.length()) {
            throw error("unexpected end");
        }
        return text.charAt(position);
    }

    private void skipSpace() {
        while (position < text.length()) {
            if (text.startsWith("//", position)) {
                int end = text.indexOf('\n', position);
                position = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(text.charAt(position))) {
                position++;
            } else {
                return;
            }
        }
    }

    private IllegalArgumentException error(String problem) {
        long line = text.substring(0, position).lines().count();
        return new IllegalArgumentException("line " + line + ": " + problem);
    }
}
