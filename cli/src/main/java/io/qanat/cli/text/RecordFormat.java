package io.qanat.cli.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a record is written: kcat's format letters, with `%v` for the value as well. Immutable.
///
/// | letter | writes |
/// |---|---|
/// | `%t` `%p` `%o` | topic, partition, offset |
/// | `%k` `%v` (also `%s`) | key and value as they are; nothing for null |
/// | `%K` `%V` (also `%S`) | their lengths in bytes; -1 for null |
/// | `%T` | timestamp, milliseconds since 1970 |
/// | `%h` `%H` | headers as `name=value,…`, with `NULL` for null; their number |
/// | `%%` `\n` `\r` `\t` `\\` `\xNN` | themselves |
public final class RecordFormat {
    /// The values, one per line.
    public static final RecordFormat VALUE_LINES = parse("%v\\n");

    private final List<Piece> pieces;

    private RecordFormat(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /// Reads a format, or says what is wrong with it in an [IllegalArgumentException].
    public static RecordFormat parse(String format) {
        return new RecordFormat(new Parser(format).pieces());
    }

    /// Writes one record.
    public void write(RecordView view, ByteOutput out) {
        for (var piece : pieces) {
            piece.write(view, out);
        }
    }

    private interface Piece {
        void write(RecordView view, ByteOutput out);
    }

    private static Optional<Piece> field(char letter) {
        return Optional.ofNullable(
                switch (letter) {
                    case 't' -> (view, out) -> out.put(view.topic());
                    case 'p' -> (view, out) -> out.put(view.partition());
                    case 'o' -> (view, out) -> out.put(view.offset());
                    case 'k' -> (view, out) -> putBytes(view.key(), out);
                    case 'v', 's' -> (view, out) -> putBytes(view.value(), out);
                    case 'K' -> (view, out) -> out.put(length(view.key()));
                    case 'V', 'S' -> (view, out) -> out.put(length(view.value()));
                    case 'T' -> (view, out) -> out.put(view.timestamp());
                    case 'h' -> (view, out) -> putHeaders(view.headers(), out);
                    case 'H' -> (view, out) -> out.put(view.headers().size());
                    case '%' -> (view, out) -> out.put((byte) '%');
                    default -> null;
                });
    }

    private static void putBytes(@Nullable ByteBuffer bytes, ByteOutput out) {
        if (bytes != null) {
            out.put(bytes);
        }
    }

    private static int length(@Nullable ByteBuffer bytes) {
        return bytes == null ? -1 : bytes.remaining();
    }

    private static void putHeaders(List<RecordView.Header> headers, ByteOutput out) {
        var separator = "";
        for (var header : headers) {
            out.put(separator + header.key() + "=");
            if (header.value() == null) {
                out.put("NULL");
            } else {
                out.put(header.value());
            }
            separator = ",";
        }
    }

    /// One pass over a format. Confined to the thread that parses.
    private static final class Parser {
        private final String format;
        private final List<Piece> pieces = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private int next;

        Parser(String format) {
            this.format = format;
        }

        List<Piece> pieces() {
            while (next < format.length()) {
                char c = format.charAt(next++);
                switch (c) {
                    case '%' -> addField();
                    case '\\' -> addEscape();
                    default -> text.append(c);
                }
            }
            addText();
            return pieces;
        }

        private void addField() {
            char letter = following("%");
            var piece =
                    field(letter)
                            .orElseThrow(() ->
                                    wrong("%" + letter + " is none of %t%p%o%k%v%s%K%V%S%T%h%H%%"));
            addText();
            pieces.add(piece);
        }

        private void addEscape() {
            char letter = following("\\");
            switch (letter) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case '\\' -> text.append('\\');
                case 'x' -> addHexadecimal();
                default -> throw wrong("\\" + letter + " is none of \\n \\r \\t \\\\ \\xNN");
            }
        }

        /// A byte of its own, which may be no character in UTF-8.
        private void addHexadecimal() {
            int high = Character.digit(following("\\x"), 16);
            int low = Character.digit(following("\\x"), 16);
            if (high < 0 || low < 0) {
                throw wrong("\\x needs two hexadecimal digits");
            }
            addText();
            byte value = (byte) (high * 16 + low);
            pieces.add((view, out) -> out.put(value));
        }

        private char following(String start) {
            if (next == format.length()) {
                throw wrong("nothing follows " + start);
            }
            return format.charAt(next++);
        }

        private void addText() {
            if (!text.isEmpty()) {
                var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
                pieces.add((view, out) -> out.put(bytes));
                text.setLength(0);
            }
        }

        private IllegalArgumentException wrong(String why) {
            return new IllegalArgumentException("format '" + format + "': " + why);
        }
    }
}
