package io.qanat.cli.dump;

import io.qanat.cli.text.ByteOutput;
import io.qanat.cli.text.JsonText;
import java.nio.file.Path;

/// What is shown of one thing in a file: its kind and its fields, as text or as a JSON object
/// without its end. Confined to its writer.
///
/// ```
/// batch position=0 baseOffset=0 …
/// {"file":"…","kind":"batch","position":0,"baseOffset":0,…
/// ```
final class DumpLine {
    private final StringBuilder text;
    private final boolean asJson;

    DumpLine(boolean asJson, Path file, String kind) {
        this.asJson = asJson;
        this.text =
                asJson
                        ? new StringBuilder("{\"file\":")
                                .append(JsonText.quoted(file.toString()))
                                .append(",\"kind\":")
                                .append(JsonText.quoted(kind))
                        : new StringBuilder(kind);
    }

    DumpLine with(String name, long value) {
        begin(name).append(value);
        return this;
    }

    DumpLine with(String name, boolean value) {
        begin(name).append(value);
        return this;
    }

    DumpLine with(String name, String value) {
        begin(name).append(asJson ? JsonText.quoted(value) : value);
        return this;
    }

    private StringBuilder begin(String name) {
        return asJson
                ? text.append(",\"").append(name).append("\":")
                : text.append(' ').append(name).append('=');
    }

    void write(ByteOutput out) {
        out.put(text.toString());
    }
}
