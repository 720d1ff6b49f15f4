package io.qanat.cli;

/// How a command ended, for the shell.
public enum ExitCode {
    /// All that was asked for was done.
    OK(0),
    /// Some records were not delivered, or the thing asked for is not there.
    FAILED(1),
    /// The command line makes no sense.
    USAGE(2),
    /// No broker could be reached and no data folder be opened.
    UNREACHABLE(3),
    /// The broker does not let this user in.
    UNAUTHENTICATED(4),
    /// What was waited for did not come in time.
    TIMED_OUT(5),
    /// The user stopped the command.
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /// The number that the shell sees.
    public int code() {
        return code;
    }
}
