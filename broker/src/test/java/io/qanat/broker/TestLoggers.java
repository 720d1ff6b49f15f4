package io.qanat.broker;

import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// The loggers of these tests: errors are kept for a test to look at, the rest is dropped.
/// Thread-safe.
public final class TestLoggers extends System.LoggerFinder {
    private static final Queue<String> ERRORS = new ConcurrentLinkedQueue<>();

    /// Made by the JDK, which finds this class as a service.
    public TestLoggers() {}

    /// What was logged as an error since the last time, and forgets it.
    static List<String> takeErrors() {
        List<String> errors = List.copyOf(ERRORS);
        ERRORS.removeAll(errors);
        return errors;
    }

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new ErrorKeeper(name);
    }

    private record ErrorKeeper(String name) implements System.Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.compareTo(Level.ERROR) >= 0;
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String message,
                @Nullable Throwable thrown) {
            keep(level, message + " " + thrown);
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String format,
                @Nullable Object... values) {
            keep(level, format + " " + Arrays.toString(values));
        }

        private void keep(Level level, String line) {
            if (isLoggable(level)) {
                ERRORS.add(name + ": " + line);
            }
        }
    }
}
