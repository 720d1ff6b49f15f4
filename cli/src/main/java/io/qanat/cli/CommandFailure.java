package io.qanat.cli;

import java.util.Objects;

/// The reason why a command ends early: one line for the user, with what to do, and how the process
/// exits.
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    /// A failure without a cause to look at.
    public CommandFailure(ExitCode exitCode, String line) {
        super(line);
        this.exitCode = exitCode;
    }

    /// A failure that another exception explains further.
    public CommandFailure(ExitCode exitCode, String line, Throwable cause) {
        super(line, cause);
        this.exitCode = exitCode;
    }

    /// How the process exits.
    public ExitCode exitCode() {
        return exitCode;
    }

    /// The line for the user that an exception is worth: one without a message would leave him with
    /// nothing.
    static String line(Throwable e) {
        return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }
}
