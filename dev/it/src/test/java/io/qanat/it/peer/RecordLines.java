package io.qanat.it.peer;

import io.qanat.it.peer.SampleRecord.Header;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The text form of records that the programs of other languages read and write;
/// `dev/it/python/lines.py` describes it.
final class RecordLines {
    private RecordLines() {}

    static String written(List<SampleRecord> records) {
        return records.stream().map(RecordLines::line).collect(Collectors.joining());
    }

    static List<StoredRecord> stored(String lines) {
        return lines.lines().map(RecordLines::storedRecord).toList();
    }

    private static String line(SampleRecord record) {
        String headers =
                record.headers().stream()
                        .map(h -> text(Octets.of(h.name())) + ":" + text(h.value()))
                        .collect(Collectors.joining(","));
        return "%d %s %s %s\n"
                .formatted(
                        record.timestampMillis(),
                        text(record.key()),
                        text(record.value()),
                        headers.isEmpty() ? "-" : headers);
    }

    private static StoredRecord storedRecord(String line) {
        List<String> fields = List.of(line.split(" ", -1));
        if (fields.size() != 5) {
            throw new IllegalArgumentException("not a record: " + line);
        }
        var record =
                new SampleRecord(
                        Long.parseLong(fields.get(1)),
                        octets(fields.get(2)),
                        octets(fields.get(3)),
                        headers(fields.get(4)));
        return new StoredRecord(Long.parseLong(fields.get(0)), record);
    }

    private static List<Header> headers(String field) {
        return field.equals("-")
                ? List.of()
                : Arrays.stream(field.split(",", -1)).map(RecordLines::header).toList();
    }

    private static Header header(String pair) {
        int colon = pair.indexOf(':');
        Octets name = Objects.requireNonNull(octets(pair.substring(0, colon)), pair);
        return new Header(
                new String(name.bytes(), StandardCharsets.UTF_8),
                octets(pair.substring(colon + 1)));
    }

    private static String text(@Nullable Octets octets) {
        return octets == null ? "-" : "b" + octets.base64();
    }

    private static @Nullable Octets octets(String text) {
        return text.equals("-") ? null : new Octets(text.substring(1));
    }
}
