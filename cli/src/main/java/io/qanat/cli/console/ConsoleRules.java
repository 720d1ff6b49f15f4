package io.qanat.cli.console;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// What a line of the console producer holds, by the names of Kafka's reader properties: `headers`,
/// `headers.delimiter`, `key`, `key.separator`, value. Immutable.
///
/// @param headersSeparator what parts headers from each other; a pattern, as with Kafka
/// @param isLenient whether a line without its separators is taken as far as it goes
/// @param nullMarker the text that stands for null, if any
public record ConsoleRules(
        boolean hasKey,
        boolean hasHeaders,
        String keySeparator,
        String headersDelimiter,
        Pattern headersSeparator,
        String headersKeySeparator,
        boolean isLenient,
        @Nullable String nullMarker) {
    private static final String KEY_SEPARATOR = "key.separator";
    private static final String HEADERS_DELIMITER = "headers.delimiter";
    private static final String HEADERS_SEPARATOR = "headers.separator";
    private static final String HEADERS_KEY_SEPARATOR = "headers.key.separator";
    private static final String NULL_MARKER = "null.marker";

    /// The properties that mean something.
    private static final Set<String> KNOWN =
            Set.of(
                    "topic",
                    "parse.key",
                    "parse.headers",
                    "ignore.error",
                    KEY_SEPARATOR,
                    HEADERS_DELIMITER,
                    HEADERS_SEPARATOR,
                    HEADERS_KEY_SEPARATOR,
                    NULL_MARKER);

    /// Refuses separators that could not be told from each other.
    ///
    /// @throws IllegalArgumentException when two are the same
    public ConsoleRules {
        refuseSame(HEADERS_DELIMITER, headersDelimiter, HEADERS_SEPARATOR, headersSeparator);
        refuseSame(HEADERS_DELIMITER, headersDelimiter, HEADERS_KEY_SEPARATOR, headersKeySeparator);
        refuseSame(HEADERS_SEPARATOR, headersSeparator, HEADERS_KEY_SEPARATOR, headersKeySeparator);
        if (nullMarker != null) {
            refuseSame(NULL_MARKER, nullMarker, KEY_SEPARATOR, keySeparator);
            refuseSame(NULL_MARKER, nullMarker, HEADERS_SEPARATOR, headersSeparator);
            refuseSame(NULL_MARKER, nullMarker, HEADERS_DELIMITER, headersDelimiter);
            refuseSame(NULL_MARKER, nullMarker, HEADERS_KEY_SEPARATOR, headersKeySeparator);
        }
    }

    /// Reads the properties; what is not among them has Kafka's default.
    ///
    /// @throws IllegalArgumentException when they contradict each other
    public static ConsoleRules of(Map<String, String> properties) {
        return new ConsoleRules(
                flag(properties, "parse.key"),
                flag(properties, "parse.headers"),
                properties.getOrDefault(KEY_SEPARATOR, "\t"),
                properties.getOrDefault(HEADERS_DELIMITER, "\t"),
                pattern(properties.getOrDefault(HEADERS_SEPARATOR, ",")),
                properties.getOrDefault(HEADERS_KEY_SEPARATOR, ":"),
                flag(properties, "ignore.error"),
                properties.get(NULL_MARKER));
    }

    /// The properties among these that mean nothing.
    public static List<String> unknown(Set<String> names) {
        var unknown = new TreeSet<>(names);
        unknown.removeAll(KNOWN);
        return List.copyOf(unknown);
    }

    private static boolean flag(Map<String, String> properties, String name) {
        return properties.getOrDefault(name, "").strip().equalsIgnoreCase("true");
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    HEADERS_SEPARATOR + " '" + text + "' is no pattern: " + e.getDescription(), e);
        }
    }

    private static void refuseSame(String name, Object value, String other, Object otherValue) {
        if (value.toString().equals(otherValue.toString())) {
            throw new IllegalArgumentException(name + " and " + other + " may not be equal");
        }
    }
}
