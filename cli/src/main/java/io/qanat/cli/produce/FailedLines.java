package io.qanat.cli.produce;

import io.qanat.cli.text.Amounts;

/// Lines one after the other that were not delivered for one reason. Immutable.
///
/// @param source where they are
/// @param first the number of the first
/// @param last the number of the last; lines between may have been delivered
/// @param count how many they are
/// @param cause the reason
public record FailedLines(String source, long first, long last, long count, String cause) {
    static FailedLines of(String source, long line, String cause) {
        return new FailedLines(source, line, line, 1, cause);
    }

    boolean isLike(String otherSource, String otherCause) {
        return source.equals(otherSource) && cause.equals(otherCause);
    }

    FailedLines with(long line) {
        return new FailedLines(
                source, Math.min(first, line), Math.max(last, line), count + 1, cause);
    }

    /// The line for the user.
    @Override
    public String toString() {
        return count == 1
                ? "%s line %d: %s".formatted(source, first, cause)
                : "%s lines %d to %d, %s: %s"
                        .formatted(source, first, last, Amounts.count(count, "record"), cause);
    }
}
