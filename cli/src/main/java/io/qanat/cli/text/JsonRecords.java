package io.qanat.cli.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// A record as one JSON object on one line, with kcat's names:
/// `{"topic":…,"partition":…,"offset":…,"ts":…,"headers":["name","value",…],"key":…,"payload":…}`.
///
/// Bytes that are not UTF-8 are not bent into text: they come as `{"base64":"…"}`. Stateless.
public final class JsonRecords {
    private JsonRecords() {}

    /// Writes one record and a line feed.
    public static void write(RecordView view, ByteOutput out) {
        put(view, out);
        out.put((byte) '\n');
    }

    /// Writes one record.
    public static void put(RecordView view, ByteOutput out) {
        out.put("{\"topic\":");
        out.put(JsonText.quoted(view.topic()));
        out.put(",\"partition\":");
        out.put(view.partition());
        out.put(",\"offset\":");
        out.put(view.offset());
        out.put(",\"ts\":");
        out.put(view.timestamp());
        putHeaders(view, out);
        out.put(",\"key\":");
        out.put(text(view.key()));
        out.put(",\"payload\":");
        out.put(text(view.value()));
        out.put("}");
    }

    private static void putHeaders(RecordView view, ByteOutput out) {
        if (view.headers().isEmpty()) {
            return;
        }
        var separator = ",\"headers\":[";
        for (var header : view.headers()) {
            out.put(separator + JsonText.quoted(header.key()) + "," + text(header.value()));
            separator = ",";
        }
        out.put("]");
    }

    private static String text(@Nullable ByteBuffer bytes) {
        if (bytes == null) {
            return "null";
        }
        try {
            return JsonText.quoted(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString());
        } catch (CharacterCodingException e) {
            var copy = new byte[bytes.remaining()];
            bytes.get(bytes.position(), copy);
            return "{\"base64\":\"" + Base64.getEncoder().encodeToString(copy) + "\"}";
        }
    }
}
