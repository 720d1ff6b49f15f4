package io.qanat.cli.logging;

import java.util.Locale;

/// Gives the libraries loggers that write to stderr. Thread-safe.
///
/// The platform's own would print two lines and a stack for each warning, and costs tens of
/// milliseconds to set up.
public final class StderrLoggerFinder extends System.LoggerFinder {
    /// The variable that names the lowest level to be shown.
    private static final String VARIABLE = "QANAT_LOG";

    private final System.Logger.Level threshold = threshold();

    /// For the service loader.
    public StderrLoggerFinder() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new StderrLogger(name, threshold, System.err);
    }

    private static System.Logger.Level threshold() {
        var wanted = System.getenv().getOrDefault(VARIABLE, "warning");
        try {
            return System.Logger.Level.valueOf(wanted.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return System.Logger.Level.WARNING;
        }
    }
}
