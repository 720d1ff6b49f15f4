package io.qanat.sim.oracle;

/// The log did what it must never do. The message says what, and where.
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// Says what the log did.
    public Violation(String message) {
        super(message);
    }

    /// Says what the log did, and what it threw.
    public Violation(String message, Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
