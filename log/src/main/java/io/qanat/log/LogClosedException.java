package io.qanat.log;

/// The log was closed before it could do what was asked.
public final class LogClosedException extends LogException {
    private static final long serialVersionUID = 1L;

    LogClosedException() {
        super("the log is closed", null);
    }
}
