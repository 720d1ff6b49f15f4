package io.qanat.client.pattern;

import io.qanat.record.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The headers that make a record a dead letter: text in UTF-8, beside the record's own. Where
/// SmallRye Reactive Messaging has a header for the same, the name is its.
public final class LetterHeaders {
    /// What the names of all of them begin with.
    public static final String PREFIX = "dead-letter-";

    /// The topic that the record was meant for, or was read from.
    public static final String TOPIC = PREFIX + "topic";

    /// The partition that the record named, or was read from.
    public static final String PARTITION = PREFIX + "partition";

    /// The offset that the record was read from. Only of records that were consumed.
    public static final String OFFSET = PREFIX + "offset";

    /// The timestamp that the record named, or was read with, in milliseconds since 1970.
    public static final String TIMESTAMP = PREFIX + "timestamp";

    /// Why it is a dead letter, for people.
    public static final String REASON = PREFIX + "reason";

    /// The class of the exception behind it.
    public static final String EXCEPTION = PREFIX + "exception-class-name";

    /// Whether the record may be in its topic all the same: `no` or `possibly`. Not of records that
    /// were consumed.
    public static final String PERSISTED = PREFIX + "persisted";

    /// How the letter's key and value differ from the record's: [#TEXT] or [#CUT]. Without it they
    /// are the same.
    public static final String PAYLOAD = PREFIX + "payload";

    /// A part that its serializer refused is there as its `toString()`.
    public static final String TEXT = "text";

    /// Key and value are only beginnings, since the whole was too large.
    public static final String CUT = "cut";

    /// How often the record was sent again from a dead-letter topic. Whoever does that removes the
    /// other headers and counts here, so that a record does not go round for ever.
    public static final String REPLAYS = PREFIX + "replays";

    private LetterHeaders() {}

    /// The text of the last header of a name.
    public static Optional<String> text(List<RecordHeader> headers, String name) {
        return headers.stream()
                .filter(header -> header.key().equals(name) && header.value() != null)
                .reduce((first, second) -> second)
                .map(RecordHeader::value)
                .map(value -> StandardCharsets.UTF_8.decode(value.duplicate()).toString());
    }

    /// How often a record was sent again; 0 when its headers do not say.
    public static int replays(List<RecordHeader> headers) {
        try {
            return text(headers, REPLAYS).map(Integer::parseInt).filter(n -> n > 0).orElse(0);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /// Whether these are a dead letter's.
    static boolean areOfLetter(List<RecordHeader> headers) {
        return headers.stream().anyMatch(header -> header.key().equals(TOPIC));
    }

    /// The header of a name and a text.
    public static RecordHeader of(String name, String text) {
        return new RecordHeader(name, StandardCharsets.UTF_8.encode(text));
    }
}
