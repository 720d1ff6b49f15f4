package io.qanat.cli.console;

/// A line that is no record by the rules.
public final class RefusedLineException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedLineException(String message) {
        super(message);
    }
}
