package io.qanat.cli.dlq;

import io.qanat.cli.text.RecordView;
import io.qanat.client.pattern.LetterHeaders;
import io.qanat.record.RecordHeader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// One record of a dead-letter topic, and what its headers tell. Good as long as the view is.
///
/// @param dialect how the headers tell it; empty when they are no dead letter's
public record DeadLetter(
        RecordView record, List<RecordHeader> headers, Optional<LetterDialect> dialect) {
    static DeadLetter of(RecordView record) {
        var headers =
                record.headers().stream()
                        .map(header -> new RecordHeader(header.key(), header.value()))
                        .toList();
        var dialect =
                Arrays.stream(LetterDialect.values())
                        .filter(one -> LetterHeaders.text(headers, one.topicHeader()).isPresent())
                        .findFirst();
        return new DeadLetter(record, headers, dialect);
    }

    /// Where the record was meant to go, or was read from.
    Optional<String> topic() {
        return dialect.flatMap(one -> text(one.topicHeader()));
    }

    /// The partition there, if it is told.
    OptionalInt partition() {
        return number(dialect.flatMap(one -> text(one.partitionHeader()))).stream()
                .filter(number -> number <= Integer.MAX_VALUE)
                .mapToInt(Math::toIntExact)
                .findFirst();
    }

    /// The timestamp there, if it is told.
    OptionalLong timestamp() {
        return number(text(LetterHeaders.TIMESTAMP));
    }

    /// Why the record is here.
    String reason() {
        return dialect.map(one -> text(one.reasonHeader()).orElse("no reason is given"))
                .orElse("no dead letter: it names no topic");
    }

    /// Whether the record may be in its topic all the same: `no`, `possibly`, or `-` when that is
    /// not told.
    String persisted() {
        return text(LetterHeaders.PERSISTED).orElse("-");
    }

    /// How key and value differ from the record's, if they do.
    Optional<String> payload() {
        return text(LetterHeaders.PAYLOAD);
    }

    /// How often it was sent again.
    int replays() {
        return LetterHeaders.replays(headers);
    }

    /// The headers that the record had before it was a letter.
    List<RecordHeader> ownHeaders() {
        return headers.stream().filter(header -> !isOfLetter(header.key())).toList();
    }

    private boolean isOfLetter(String header) {
        return LetterDialect.QANAT.owns(header)
                || dialect.filter(one -> one.owns(header)).isPresent();
    }

    private Optional<String> text(String header) {
        return LetterHeaders.text(headers, header);
    }

    private static OptionalLong number(Optional<String> text) {
        try {
            return text.map(Long::parseLong).stream()
                    .mapToLong(Long::longValue)
                    .filter(number -> number >= 0)
                    .findFirst();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
