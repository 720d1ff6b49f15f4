package io.qanat.cli.console;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/// The lines of a text, cut as Kafka's console producer cuts them: at a line feed, a carriage
/// return, or the two in this order. Confined to its reader.
///
/// A line above the limit is skipped; its length is known.
public final class TextLines {
    private static final int READ_CHARS = 8192;

    private final Reader reader;
    private final int lineCharsMax;
    private final char[] chars = new char[READ_CHARS];
    private int position;
    private int limit;

    private final StringBuilder line = new StringBuilder();
    private long length;
    private boolean skipsLineFeed;

    /// Reads nothing yet.
    public TextLines(Reader reader, int lineCharsMax) {
        this.reader = reader;
        this.lineCharsMax = lineCharsMax;
    }

    /// Moves to the next line; false at the end.
    public boolean advance() throws IOException {
        line.setLength(0);
        length = 0;
        boolean hasStarted = false;
        while (position < limit || fill()) {
            char c = chars[position++];
            boolean isSecondOfTwo = c == '\n' && skipsLineFeed;
            skipsLineFeed = false;
            if (isSecondOfTwo) {
                continue;
            }
            if (c == '\n' || c == '\r') {
                skipsLineFeed = c == '\r';
                return true;
            }
            hasStarted = true;
            take(c);
        }
        return hasStarted;
    }

    /// The current line, or null when it is above the limit.
    public @Nullable String line() {
        return length > lineCharsMax ? null : line.toString();
    }

    /// The current line's length, also of one above the limit.
    public long lengthInChars() {
        return length;
    }

    private void take(char c) {
        length++;
        if (length <= lineCharsMax) {
            line.append(c);
        }
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, reader.read(chars));
        return limit > 0;
    }
}
