package io.qanat.cli.console;

import io.qanat.client.producer.ProducerRecord;
import io.qanat.record.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records made of lines by Kafka's rules for its console producer. Immutable.
///
/// @param topic where they go
/// @param rules what a line holds
public record ConsoleRecords(String topic, ConsoleRules rules) {
    /// One line as it is taken apart from left to right.
    private static final class Rest {
        private final String line;
        private final long number;
        private int position;

        Rest(String line, long number) {
            this.line = line;
            this.number = number;
        }

        /// What stands before the separator, or null where a lenient reader goes on without it.
        @Nullable String before(String separator, String name, boolean isLenient)
                throws RefusedLineException {
            int at = line.indexOf(separator, position);
            if (at < 0 && isLenient) {
                return null;
            }
            if (at < 0) {
                throw new RefusedLineException(
                        "No %s found on line number %d: '%s'".formatted(name, number, line));
            }
            var part = line.substring(position, at);
            position = at + separator.length();
            return part;
        }

        String all() {
            return line.substring(position);
        }
    }

    /// The record of a line.
    ///
    /// @param number of the line, from 1
    /// @throws RefusedLineException when the line lacks what it is to have
    public ProducerRecord<byte[], byte[]> record(String line, long number)
            throws RefusedLineException {
        var rest = new Rest(line, number);
        var headers =
                rules.hasHeaders()
                        ? rest.before(
                                rules.headersDelimiter(), "headers delimiter", rules.isLenient())
                        : null;
        var key =
                rules.hasKey()
                        ? rest.before(rules.keySeparator(), "key separator", rules.isLenient())
                        : null;
        return new ProducerRecord<>(
                topic, null, null, bytes(key), bytes(rest.all()), headers(headers, number));
    }

    private List<RecordHeader> headers(@Nullable String text, long number)
            throws RefusedLineException {
        if (text == null || text.equals(rules.nullMarker())) {
            return List.of();
        }
        var headers = new ArrayList<RecordHeader>();
        // With 0, what is empty at the end is no header, as with Kafka.
        for (var pair : rules.headersSeparator().split(text, 0)) {
            headers.add(header(pair, number));
        }
        return headers;
    }

    private RecordHeader header(String pair, long number) throws RefusedLineException {
        int at = pair.indexOf(rules.headersKeySeparator());
        if (at < 0 && rules.isLenient()) {
            return new RecordHeader(pair, null);
        }
        if (at < 0) {
            throw new RefusedLineException(
                    "No header key separator found in pair '%s' on line number %d"
                            .formatted(pair, number));
        }
        var name = pair.substring(0, at);
        if (name.equals(rules.nullMarker())) {
            throw new RefusedLineException(
                    "Header keys should not be equal to the null marker '%s' as they can't be null"
                            .formatted(name));
        }
        var value = pair.substring(at + rules.headersKeySeparator().length());
        return new RecordHeader(
                name,
                value.equals(rules.nullMarker()) ? null : StandardCharsets.UTF_8.encode(value));
    }

    private byte @Nullable [] bytes(@Nullable String text) {
        return text == null || text.equals(rules.nullMarker())
                ? null
                : text.getBytes(StandardCharsets.UTF_8);
    }
}
