package io.qanat.cli.text;

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
        out.put(JsonBytes.written(view.key()));
        out.put(",\"payload\":");
        out.put(JsonBytes.written(view.value()));
        out.put("}");
    }

    private static void putHeaders(RecordView view, ByteOutput out) {
        if (view.headers().isEmpty()) {
            return;
        }
        var separator = ",\"headers\":[";
        for (var header : view.headers()) {
            out.put(
                    separator
                            + JsonText.quoted(header.key())
                            + ","
                            + JsonBytes.written(header.value()));
            separator = ",";
        }
        out.put("]");
    }
}
