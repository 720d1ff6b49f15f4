package io.qanat.cli.dlq;

import io.qanat.cli.text.ByteOutput;
import io.qanat.cli.text.JsonBytes;
import io.qanat.cli.text.JsonText;
import io.qanat.cli.text.RecordView;
import io.qanat.record.RecordHeader;
import java.time.Instant;
import java.util.stream.Collectors;

/// How a dead letter is written. Stateless.
public final class LetterLines {
    private LetterLines() {}

    /// Writes six columns parted by tabs: partition and offset, time of the letter, the record's
    /// topic, whether it may be there all the same, how often it was sent again, and the reason.
    public static void writeText(RecordView record, ByteOutput out) {
        var letter = DeadLetter.of(record);
        out.put(
                String.join(
                                "\t",
                                record.partition() + ":" + record.offset(),
                                Instant.ofEpochMilli(record.timestamp()).toString(),
                                plain(letter.topic().orElse("-")),
                                plain(letter.persisted()),
                                String.valueOf(letter.replays()),
                                plain(letter.reason()))
                        + "\n");
    }

    /// Writes a JSON object that `produce TOPIC --input json` sends again as it was: the headers
    /// are the record's own, what the letter's say is in `letter`.
    public static void writeJson(RecordView record, ByteOutput out) {
        var letter = DeadLetter.of(record);
        out.put(
                "{\"topic\":%s,\"partition\":%d,\"offset\":%d,\"ts\":%d,\"letter\":{%s}%s,\"key\":%s,\"payload\":%s}\n"
                        .formatted(
                                JsonText.quoted(record.topic()),
                                record.partition(),
                                record.offset(),
                                record.timestamp(),
                                members(letter),
                                headers(letter),
                                JsonBytes.written(record.key()),
                                JsonBytes.written(record.value())));
    }

    private static String members(DeadLetter letter) {
        var text = new StringBuilder();
        letter.topic().ifPresent(topic -> text.append(member("topic", topic)));
        letter.partition().ifPresent(n -> text.append("\"partition\":").append(n).append(","));
        letter.payload().ifPresent(payload -> text.append(member("payload", payload)));
        return text.append(member("persisted", letter.persisted()))
                .append("\"replays\":")
                .append(letter.replays())
                .append(",\"reason\":")
                .append(JsonText.quoted(letter.reason()))
                .toString();
    }

    private static String member(String name, String text) {
        return "\"" + name + "\":" + JsonText.quoted(text) + ",";
    }

    private static String headers(DeadLetter letter) {
        var own = letter.ownHeaders();
        return own.isEmpty()
                ? ""
                : own.stream()
                        .map(LetterLines::header)
                        .collect(Collectors.joining(",", ",\"headers\":[", "]"));
    }

    private static String header(RecordHeader header) {
        return JsonText.quoted(header.key()) + "," + JsonBytes.written(header.value());
    }

    /// Somebody else wrote it: no tab, line feed or escape of a terminal is to be in it.
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
