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

    /// Records to be written.
    static String ofSamples(List<SampleRecord> records) {
        return records.stream().map(record -> line(record) + "\n").collect(Collectors.joining());
    }

    static List<SampleRecord> samples(String lines) {
        return lines.lines().map(RecordLines::sample).toList();
    }

    /// Records that were read.
    static String ofStored(List<StoredRecord> records) {
        return records.stream()
                .map(stored -> stored.offset() + " " + line(stored.record()) + "\n")
                .collect(Collectors.joining());
    }

    static List<StoredRecord> stored(String lines) {
        return lines.lines().map(RecordLines::storedRecord).toList();
    }

    private static StoredRecord storedRecord(String line) {
        int blank = line.indexOf(' ');
        return new StoredRecord(
                Long.parseLong(line, 0, blank, 10), sample(line.substring(blank + 1)));
    }

    private static String line(SampleRecord record) {
        String headers =
                record.headers().stream()
                        .map(h -> text(Octets.of(h.name())) + ":" + text(h.value()))
                        .collect(Collectors.joining(","));
        return "%d %s %s %s"
                .formatted(
                        record.timestampMillis(),
                        text(record.key()),
                        text(record.value()),
                        headers.isEmpty() ? "-" : headers);
    }

    private static SampleRecord sample(String line) {
        List<String> fields = List.of(line.split(" ", -1));
        if (fields.size() != 4) {
            throw new IllegalArgumentException("not a record: " + line);
        }
        return new SampleRecord(
                Long.parseLong(fields.get(0)),
                octets(fields.get(1)),
                octets(fields.get(2)),
                headers(fields.get(3)));
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
