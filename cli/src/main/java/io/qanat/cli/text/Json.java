package io.qanat.cli.text;

import java.util.List;
import java.util.Map;

/// A JSON value (RFC 8259). Immutable.
public sealed interface Json {
    /// A string.
    record Text(String text) implements Json {}

    /// A number, a truth value or null, as it is written.
    record Word(String word) implements Json {}

    /// An array.
    record Items(List<Json> items) implements Json {
        /// Copies its items.
        public Items {
            items = List.copyOf(items);
        }
    }

    /// An object; of members with one name the last counts.
    record Members(Map<String, Json> members) implements Json {
        /// Copies its members.
        public Members {
            members = Map.copyOf(members);
        }
    }

    /// The word for nothing.
    Word NULL = new Word("null");

    /// Reads one value, which is all of the text.
    ///
    /// @throws IllegalArgumentException where the text is no JSON, with the place
    static Json parse(String text) {
        return new JsonParser(text).whole();
    }
}
