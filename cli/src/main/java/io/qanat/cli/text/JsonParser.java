package io.qanat.cli.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.regex.Pattern;

/// The reading of one JSON text from left to right. Confined to one thread.
final class JsonParser {
    private static final int DEPTH_MAX = 32;
    private static final int HEX = 16;
    private static final int HEX_DIGITS = 4;
    private static final Set<String> WORDS = Set.of("null", "true", "false");
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?");

    private final String text;
    private int position;
    private int depth;

    JsonParser(String text) {
        this.text = text;
    }

    Json whole() {
        var value = value();
        skipSpace();
        if (position < text.length()) {
            throw wrong("more behind the value");
        }
        return value;
    }

    private Json value() {
        skipSpace();
        if (++depth > DEPTH_MAX) {
            throw wrong("values nested too deep");
        }
        var value =
                switch (peek()) {
                    case '"' -> new Json.Text(string());
                    case '[' -> items();
                    case '{' -> members();
                    default -> word();
                };
        depth--;
        return value;
    }

    private Json items() {
        var items = new ArrayList<Json>();
        position++;
        if (!isTaken(']')) {
            do {
                items.add(value());
            } while (isTaken(','));
            take(']');
        }
        return new Json.Items(items);
    }

    private Json members() {
        var members = new LinkedHashMap<String, Json>();
        position++;
        if (!isTaken('}')) {
            do {
                skipSpace();
                var name = string();
                take(':');
                members.put(name, value());
            } while (isTaken(','));
            take('}');
        }
        return new Json.Members(members);
    }

    private Json word() {
        int start = position;
        while (position < text.length() && isOfWord(text.charAt(position))) {
            position++;
        }
        var word = text.substring(start, position);
        if (!WORDS.contains(word) && !NUMBER.matcher(word).matches()) {
            position = start;
            throw wrong("no value");
        }
        return new Json.Word(word);
    }

    private static boolean isOfWord(char c) {
        return c == '-' || c == '+' || c == '.' || (c < 128 && Character.isLetterOrDigit(c));
    }

    private String string() {
        if (peek() != '"') {
            throw wrong("no string");
        }
        var string = new StringBuilder();
        for (position++; peek() != '"'; position++) {
            char c = text.charAt(position);
            if (c < ' ') {
                throw wrong("a control character in a string");
            }
            string.append(c == '\\' ? escaped() : c);
        }
        position++;
        return string.toString();
    }

    /// The character behind a backslash; the position is at its last one afterwards.
    private char escaped() {
        position++;
        char c = peek();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("an unknown escape");
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            position++;
            int digit = Character.digit(peek(), HEX);
            if (digit < 0) {
                throw wrong("an unknown escape");
            }
            code = code * HEX + digit;
        }
        return (char) code;
    }

    private char peek() {
        if (position >= text.length()) {
            throw wrong("nothing more");
        }
        return text.charAt(position);
    }

    private void take(char wanted) {
        if (!isTaken(wanted)) {
            throw wrong("no '" + wanted + "'");
        }
    }

    private boolean isTaken(char wanted) {
        skipSpace();
        boolean isThere = position < text.length() && text.charAt(position) == wanted;
        if (isThere) {
            position++;
        }
        return isThere;
    }

    private void skipSpace() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("no JSON: " + what + " at character " + (position + 1));
    }
}
