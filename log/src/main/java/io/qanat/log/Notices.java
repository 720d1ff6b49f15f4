package io.qanat.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// What a log tells its operator.
///
/// The logger is made with the first message: the platform takes tens of milliseconds for it, which
/// would be most of the time to open a folder.
final class Notices {
    private static final Logger LOGGER = System.getLogger(Log.class.getName());

    private Notices() {}

    /// Something is not as it should be, and the log goes on.
    static void warn(String message) {
        LOGGER.log(Level.WARNING, message);
    }

    /// Something failed, and the log goes on.
    static void warn(String message, Throwable cause) {
        LOGGER.log(Level.WARNING, message, cause);
    }

    /// Somebody must know.
    static void error(String message) {
        LOGGER.log(Level.ERROR, message);
    }

    /// Somebody must act.
    static void error(String message, Throwable cause) {
        LOGGER.log(Level.ERROR, message, cause);
    }
}
