package io.qanat.cli.logging;

import java.io.PrintStream;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// Writes messages as `qanat: warning: …`, one line each; a stack only follows what is a defect.
/// Thread-safe.
final class StderrLogger implements System.Logger {
    private final String name;
    private final Level threshold;
    private final PrintStream stream;

    StderrLogger(String name, Level threshold, PrintStream stream) {
        this.name = name;
        this.threshold = threshold;
        this.stream = stream;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isLoggable(Level level) {
        return level != Level.OFF && level.getSeverity() >= threshold.getSeverity();
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String message,
            @Nullable Throwable thrown) {
        if (!isLoggable(level)) {
            return;
        }
        var line = new StringBuilder("qanat: ").append(level.name().toLowerCase(Locale.ROOT));
        line.append(": ").append(message);
        if (thrown != null) {
            line.append(": ")
                    .append(Objects.requireNonNullElse(thrown.getMessage(), thrown.toString()));
        }
        stream.println(line);
        if (thrown != null && isDefect(thrown)) {
            thrown.printStackTrace(stream);
        }
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String format,
            @Nullable Object @Nullable ... parameters) {
        if (isLoggable(level)) {
            var message =
                    format == null || parameters == null || parameters.length == 0
                            ? format
                            : MessageFormat.format(format, parameters);
            log(level, bundle, message, (Throwable) null);
        }
    }

    /// Disks, networks and people fail with checked exceptions, or with families of their own that
    /// say so in words; programs fail with the platform's unchecked ones.
    private static boolean isDefect(Throwable thrown) {
        return thrown instanceof Error
                || (thrown instanceof RuntimeException
                        && thrown.getClass().getName().startsWith("java."));
    }
}
