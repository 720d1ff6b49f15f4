package io.qanat.log.inspect;

import java.nio.file.Path;

/// One thing in a data folder that is not as in ordinary life. Immutable.
///
/// @param severity how bad it is
/// @param file the file, or the folder, that it is about
/// @param position the byte in the file, or [#NOWHERE]
/// @param text what it is, and what becomes of it
public record Finding(Severity severity, Path file, long position, String text) {
    /// The position of what is about a file as a whole.
    public static final long NOWHERE = -1;

    /// Whether bytes are not what they should be.
    public boolean isDamage() {
        return severity == Severity.DAMAGE;
    }

    /// One line: file, position, text.
    @Override
    public String toString() {
        return file + (position == NOWHERE ? ": " : ": position " + position + ": ") + text;
    }
}
